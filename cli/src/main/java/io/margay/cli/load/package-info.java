/// How `margay load` shows what it does and what it found.
///
/// In: a report. Out: words, JSON, a page.
@NullMarked
package io.margay.cli.load;

import org.jspecify.annotations.NullMarked;
