/// What a user wrote, as resources: the way in for everything that is read from text.
///
/// The way in is [InputParser] (a file's content) or [ResourceParser] (one resource embedded in other JSON); the way
/// out is [ParsedInput]: resources, and every problem with its file and line. Nothing here opens a file, and nothing
/// throws for what a user wrote.
///
/// ```text
/// bytes ─▶ parse.text: Documents ─▶ Value ─▶ ResourceParser ─▶ a KindParser, by Kind ─▶ Resource ─▶ ParsedInput
///          (YAML, JSON, gzip)                (metadata)        (parse.kubernetes, parse.calico: read Fields)
///                        └─▶ JsonLine ─▶ StraightPods: a Pod on a line of JSON, if all is well with it ─▶ ParsedInput
/// ```
@NullMarked
package io.margay.model.input;

import org.jspecify.annotations.NullMarked;
