package io.margay.model.resource;

/// A v1 Namespace; its labels are what namespace selectors see.
public record Namespace(Metadata metadata) implements Resource {
    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }
}
