/// Planted: see `io.margay.cli.house`.
@NullMarked
package io.margay.planted.dataplane.nftables;

import org.jspecify.annotations.NullMarked;
