/// What it takes to read a kind of resource: trees, their fields, and problems with their places.
///
/// The way in is a [Value], from `parse.text`; a [KindParser] reads it through [Fields], which collects every
/// [Problem]; the way out is a resource. `parse.kubernetes` and `parse.calico` hold the kinds; `input` puts it all
/// together. Nothing here throws for what a user wrote.
///
/// ```text
/// parse.text ─▶ Value ─▶ Fields ─▶ KindParser ─▶ Resource
///                          └─────▶ Problem (file, line, subject, path, reason)
/// ```
@NullMarked
package io.margay.model.parse;

import org.jspecify.annotations.NullMarked;
