/// How `margay get` prints what an engine answered.
///
/// In: items, each an object of JSON. Out: a table, JSON lines or YAML documents.
@NullMarked
package io.margay.cli.get;

import org.jspecify.annotations.NullMarked;
