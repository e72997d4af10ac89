/// What measuring takes from the operating system: the CPU time of a process, and processes of their own.
///
/// In: what is to be run. Out: figures. A `kernel` package, as all that calls the system natively or starts a process.
@NullMarked
package io.margay.load.kernel;

import org.jspecify.annotations.NullMarked;
