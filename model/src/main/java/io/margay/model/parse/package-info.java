/// Text to resources: YAML, JSON and JSON lines in; valid resources, and every problem with its place, out.
///
/// The way in is `InputParser` (text) or `ResourceParser` (a resource embedded in other JSON); the way out is
/// `ParsedInput`. Nothing here opens a file, and nothing throws for what a user wrote.
///
/// ```text
/// bytes ─▶ Lines ─▶ JSON: ValueReader ──┬─▶ Value ─▶ ResourceParser ─▶ a KindParser, by Kind ─▶ Resource
///                └▶ YAML: YamlReader ───┘            (metadata)        reads Fields
/// ```
@NullMarked
package io.margay.model.parse;

import org.jspecify.annotations.NullMarked;
