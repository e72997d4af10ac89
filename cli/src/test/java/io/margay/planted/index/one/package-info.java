/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.index.one;

import org.jspecify.annotations.NullMarked;
