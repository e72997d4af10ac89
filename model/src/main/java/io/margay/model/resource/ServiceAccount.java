package io.margay.model.resource;

/// A v1 ServiceAccount; its labels are what service account selectors see.
public record ServiceAccount(Metadata metadata) implements Resource {
    @Override
    public Kind kind() {
        return Kind.SERVICE_ACCOUNT;
    }
}
