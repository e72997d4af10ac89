/// One class a command. A command parses its options, calls the engine's rooms, prints, and says an exit code.
///
/// In: options and files. Out: an exit code. Of `engine` it sees the evaluator alone (`io.margay.engine.verdict`), so
/// that no command grows a computation of its own; a test holds that.
@NullMarked
package io.margay.cli.command;

import org.jspecify.annotations.NullMarked;
