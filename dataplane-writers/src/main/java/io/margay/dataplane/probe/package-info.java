/// What this machine can do, found by trying: before a writer is started, and for people who ask why none was.
///
/// In: nothing but the machine. Out: findings, each with a [Capability][io.margay.dataplane.probe.Capability], and the
/// programs that are missing.
@NullMarked
package io.margay.dataplane.probe;

import org.jspecify.annotations.NullMarked;
