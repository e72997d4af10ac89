/// Load before production: seeded datasets, simulated hosts, benchmarks, chaos.
///
/// In: a seed and sizes. Out: counted work against baselines, with times beside it.
@NullMarked
package io.margay.load;

import org.jspecify.annotations.NullMarked;
