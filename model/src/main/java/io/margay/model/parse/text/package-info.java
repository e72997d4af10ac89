/// Bytes to trees: YAML documents, JSON and JSON lines in any mixture; [io.margay.model.parse.Value] trees out.
///
/// The way in is [Documents] (a whole input) and [ValueReader] (one JSON text). Lines of JSON need no tree where a
/// [LineReader] knows what they hold. What is no YAML or JSON is a problem, and reading goes on with the next document
/// or line. Bounds: 1 GiB a line, 256 MiB a YAML document, 100 levels, 100 000 values by alias.
@NullMarked
package io.margay.model.parse.text;

import org.jspecify.annotations.NullMarked;
