/// `margay bench`: what was measured, printed for people and for machines.
///
/// In: figures of [io.margay.load.bench]. Out: tables and JSON.
@NullMarked
package io.margay.cli.bench;

import org.jspecify.annotations.NullMarked;
