/// What `-f` and its like name: files, folders and standard input become one input, with all that is wrong with it.
///
/// In: paths as the user gave them. Out: an `Input`, or words for people on standard error; nothing here throws for
/// what a user wrote.
///
/// ```text
/// paths ─▶ SourceFinder ─▶ Source … ─▶ InputReader (io.margay.model.parse) ─▶ Input ─▶ InputOptions prints what is
/// wrong
/// ```
@NullMarked
package io.margay.cli.input;

import org.jspecify.annotations.NullMarked;
