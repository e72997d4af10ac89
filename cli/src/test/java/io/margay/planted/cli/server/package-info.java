/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.cli.server;

import org.jspecify.annotations.NullMarked;
