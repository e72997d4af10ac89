/// How all members of an engine are: each answers for itself, and whoever is asked gathers.
///
/// In: a question, as a text that the actors pass on. Out: the members that there are, and what each answered.
@NullMarked
package io.margay.actors.report;

import org.jspecify.annotations.NullMarked;
