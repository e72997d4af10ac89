/// One copy of each value, and a number for it.
///
/// [Numbers] gives equal values one copy and one number; [Numbered] is an immutable list by number, [HashTrie] an
/// immutable map by hash: a changed one shares all that did not change. [Slots] is a list by number that is changed in
/// place.
@NullMarked
package io.margay.index.intern;

import org.jspecify.annotations.NullMarked;
