package io.margay.model.resource;

/// Anything a user may write that Margay reads, parsed, defaulted and valid. Immutable.
public sealed interface Resource
        permits Namespace,
                ServiceAccount,
                Pod,
                Node,
                Service,
                EndpointSlice,
                NetworkSet,
                GlobalNetworkSet,
                HostEndpoint,
                Profile,
                WorkloadEndpoint,
                Tier,
                Policy {
    /// Name, namespace, labels, place.
    Metadata metadata();

    /// Which kind it is.
    Kind kind();

    /// What names it.
    default ResourceKey key() {
        return new ResourceKey(kind(), metadata().namespace(), metadata().name());
    }
}
