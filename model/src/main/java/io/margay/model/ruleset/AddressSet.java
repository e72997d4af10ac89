package io.margay.model.ruleset;

import io.margay.model.net.Protocol;
import io.margay.model.selector.SelectorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Addresses that a rule asks for by what they mean, not by number. Equal sets are one set, shared by all rules.
public sealed interface AddressSet {
    /// The addresses of all that a selector means.
    record Selected(PeerSelector selector) implements AddressSet {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Selected that && selector.equals(that.selector);
        }

        @Override
        public int hashCode() {
            return selector.hashCode();
        }
    }

    /// The (address, protocol, port) of all that a selector means and that has a port of this name and protocol.
    record NamedPorts(PeerSelector selector, Protocol protocol, String name) implements AddressSet {}

    /// The (address, protocol, port) behind a service.
    record ServicePorts(String namespace, String service) implements AddressSet {}

    /// The addresses behind a service, whatever the port.
    record ServiceAddresses(String namespace, String service) implements AddressSet {}

    /// What names it. Cost: one SHA-224 over its text; keep it.
    default SetId id() {
        return switch (this) {
            case Selected(var selector) -> new SetId(selectorId(selector));
            case NamedPorts(var selector, var protocol, var name) ->
                new SetId("n:" + hash(selectorId(selector) + "," + protocol.number() + "," + name));
            case ServicePorts(var namespace, var service) -> new SetId("svc:" + hash(namespace + "/" + service));
            case ServiceAddresses(var namespace, var service) ->
                new SetId("svcnoport:" + hash(namespace + "/" + service));
        };
    }

    private static String selectorId(PeerSelector selector) {
        var id = SelectorId.of(selector.selector()).text();
        return selector.population() == Population.ENDPOINTS ? id : "node-" + id;
    }

    private static String hash(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-224");
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-224", e);
        }
    }
}
