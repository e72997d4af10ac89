/// `margay`, the one way in: commands, the mains and the wiring. The one room from which all others are seen.
///
/// In: arguments and files. Out: answers on standard output, words for people on standard error, an exit code.
@NullMarked
package io.margay.cli;

import org.jspecify.annotations.NullMarked;
