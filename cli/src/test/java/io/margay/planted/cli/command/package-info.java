/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.cli.command;

import org.jspecify.annotations.NullMarked;
