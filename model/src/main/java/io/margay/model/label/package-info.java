/// Labels: the key and value pairs that selectors look at.
///
/// `Labels` is what one object carries; `LabelLookup` is anything that can answer for a key, such as an endpoint's own
/// labels backed by those it inherits. Keys and values are opaque here: whether they are valid is for resources to say.
@NullMarked
package io.margay.model.label;

import org.jspecify.annotations.NullMarked;
