/// What the processes of one machine say to each other, and to people: sockets in the file system.
///
/// ```text
/// command ─▶ LineClient ══ a line of JSON each way ══ LocalSocket ─▶ LineServer ─▶ whoever answers
/// ```
/// In: a path. Out: questions for an engine or an agent, answers for a command.
@NullMarked
package io.margay.cli.local;

import org.jspecify.annotations.NullMarked;
