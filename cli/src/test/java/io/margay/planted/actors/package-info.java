/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.actors;

import org.jspecify.annotations.NullMarked;
