/// The computation: deterministic state machines, and the evaluator that judges them.
///
/// In: accepted inputs, one method each. Out: sealed records that say what to tell whom. Knows only `model` and
/// `index`.
@NullMarked
package io.margay.engine;

import org.jspecify.annotations.NullMarked;
