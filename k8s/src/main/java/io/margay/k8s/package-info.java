/// The Kubernetes API as a source and as a place for status.
///
/// In: informers. Out: resources of `model`; status conditions on the way back.
@NullMarked
package io.margay.k8s;

import org.jspecify.annotations.NullMarked;
