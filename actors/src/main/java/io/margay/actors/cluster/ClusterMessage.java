package io.margay.actors.cluster;

/// A message that may leave its JVM: it has a form outside it, which later releases go on reading.
public interface ClusterMessage {}
