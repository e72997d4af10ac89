/// What users write and what hosts enforce, as values.
///
/// In: text, which is parsed, defaulted and validated. Out: resources, selectors, rule sets and transactions that are
/// valid because they exist. Knows no engine, no clock, no thread and no I/O.
@NullMarked
package io.margay.model;

import org.jspecify.annotations.NullMarked;
