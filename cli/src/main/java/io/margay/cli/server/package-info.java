/// `margay up`: an engine that follows its files, and the socket over which `margay get` asks it.
///
/// ```text
/// files ─▶ FileFollower (what changed, and has come to rest) ─▶ Acceptance (what is in force) ─▶ Engine
/// margay get ─▶ EngineClient ══ a line of JSON each way ══ EngineSocket ─▶ Questions ─▶ Engine.settled
/// ```
@NullMarked
package io.margay.cli.server;

import org.jspecify.annotations.NullMarked;
