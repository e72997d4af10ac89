/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.model;

import org.jspecify.annotations.NullMarked;
