/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.k8s;

import org.jspecify.annotations.NullMarked;
