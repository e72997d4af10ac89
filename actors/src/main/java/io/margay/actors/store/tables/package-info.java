/// What exists and what existed, as tables of a PostgreSQL or of an H2.
///
/// In: revisions, in order. Out: everything that exists at start, and the past.
@NullMarked
package io.margay.actors.store.tables;

import org.jspecify.annotations.NullMarked;
