package io.margay.planted.k8s;

import io.margay.planted.dataplane.kernel.Starts;

/// A fault: the source knows the dataplane.
record LooksSideways(Starts starts) {}
