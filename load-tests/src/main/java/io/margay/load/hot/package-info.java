/// Benchmarks of the hot structures, each alone: what one operation costs, and what it allocates.
@NullMarked
package io.margay.load.hot;

import org.jspecify.annotations.NullMarked;
