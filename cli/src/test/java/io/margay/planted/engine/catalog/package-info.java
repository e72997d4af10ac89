/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.engine.catalog;

import org.jspecify.annotations.NullMarked;
