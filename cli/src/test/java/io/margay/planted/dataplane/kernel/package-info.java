/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.dataplane.kernel;

import org.jspecify.annotations.NullMarked;
