/// What this machine can do, found by trying: before a writer is started, and for people who ask why none was.
@NullMarked
package io.margay.dataplane.probe;

import org.jspecify.annotations.NullMarked;
