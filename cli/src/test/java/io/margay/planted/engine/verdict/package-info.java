/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.engine.verdict;

import org.jspecify.annotations.NullMarked;
