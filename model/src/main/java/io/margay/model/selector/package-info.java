/// The selector language: which objects a policy or a rule means, told by their labels.
///
/// ```text
/// text ── SelectorParser.parse ──▶ ParsedSelector.Good(Selector) ── matches(labels) ──▶ yes or no
///                                 └ Bad(column, what)            └─ print ─▶ canonical text ─▶ SelectorId
/// ```
///
/// The language, its canonical text and the ids are Calico's, so that a selector has one name everywhere.
@NullMarked
package io.margay.model.selector;

import org.jspecify.annotations.NullMarked;
