/// A run under load, from its dataset to its report.
///
/// ```text
/// SizedCluster ─▶ Plan ─▶ Forecast
///                   │         │
///     Members ◀── Pacer    Timing ◀── Fleet
///        │                    │         │
///        └─▶ Sampler ─▶ LoadReport ◀── Judge: a fresh engine, host by host
/// ```
@NullMarked
package io.margay.load.run;

import org.jspecify.annotations.NullMarked;
