/// What a run under load found, for people and for machines.
///
/// In: latencies, what processes used, what hosts held in the end. Out: one JSON object, one HTML page.
@NullMarked
package io.margay.load.report;

import org.jspecify.annotations.NullMarked;
