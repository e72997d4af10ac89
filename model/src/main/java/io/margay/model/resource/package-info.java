/// Everything a user may write, as values: parsed, defaulted and valid.
///
/// The way in is `io.margay.model.parse`; the way out is `io.margay.engine.catalog`, which compiles each [Policy]
/// into the one internal form, and `io.margay.engine.identity`, which takes the labelled things.
@NullMarked
package io.margay.model.resource;

import org.jspecify.annotations.NullMarked;
