/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.index.two;

import org.jspecify.annotations.NullMarked;
