/// A verdict, followed step by step, for people: what was looked at on each side, in order, and why it did not match.
///
/// In: an answer of the evaluator with its traces. Out: text of at most about 100 columns, the verdict last; or JSON.
@NullMarked
package io.margay.cli.explain;

import org.jspecify.annotations.NullMarked;
