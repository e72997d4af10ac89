package io.margay.load.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects of the API, as trees of maps and lists.
final class Json {
    static final String CALICO = "projectcalico.org/v3";
    static final String KUBERNETES_POLICY = "networking.k8s.io/v1";

    private Json() {}

    /// An object from names and values in turn; a null or an empty list leaves its field out.
    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            if (value != null) {
                object.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return object;
    }

    static List<Object> list(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    /// A resource; no namespace where it is empty.
    static Map<String, Object> resource(String apiVersion, String kind, String path, @Nullable Object labels) {
        int slash = path.indexOf('/');
        var metadata = object(
                "name",
                path.substring(slash + 1),
                "namespace",
                slash < 0 ? null : path.substring(0, slash),
                "labels",
                labels);
        return object("apiVersion", apiVersion, "kind", kind, "metadata", metadata);
    }

    static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        object.put(name, value);
        return object;
    }

    static Map<String, Object> get(Map<String, Object> object, String name) {
        @SuppressWarnings("unchecked") // made by `object`
        var found = (Map<String, Object>) object.get(name);
        return found == null ? object() : found;
    }

    /// The list in a field, which may be changed; a new one where there is none.
    static List<Object> items(Map<String, Object> object, String name) {
        @SuppressWarnings("unchecked") // made by `list`
        var found = (List<Object>) object.get(name);
        return found == null ? list() : found;
    }

    static String name(Map<String, Object> resource) {
        return String.valueOf(get(resource, "metadata").get("name"));
    }

    /// A change: this object comes, or replaces the one before.
    static Map<String, Object> upsert(String changeClass, Map<String, Object> resource) {
        return object("op", "upsert", "class", changeClass, "object", resource);
    }

    /// A change: this object goes.
    static Map<String, Object> delete(String changeClass, Map<String, Object> resource) {
        var metadata = get(resource, "metadata");
        var rest = object(
                "apiVersion",
                resource.get("apiVersion"),
                "kind",
                resource.get("kind"),
                "metadata",
                object("name", metadata.get("name"), "namespace", metadata.get("namespace")));
        return object("op", "delete", "class", changeClass, "object", rest);
    }

    static Map<String, Object> matchLabels(String... keysAndValues) {
        var labels = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            labels.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return object("matchLabels", labels);
    }

    static Map<String, Object> port(String protocol, Object port) {
        return object("protocol", protocol, "port", port);
    }

    /// A node that says its address.
    static Map<String, Object> node(String name, String address, Map<String, Object> labels) {
        return with(
                resource("v1", "Node", name, labels),
                "status",
                object("addresses", list(object("type", "InternalIP", "address", address))));
    }

    /// What a running pod says of itself.
    static Map<String, Object> running(List<String> addresses) {
        var all = addresses.stream().<Object>map(ip -> object("ip", ip)).toList();
        return object("phase", "Running", "podIP", addresses.getFirst(), "podIPs", all);
    }

    /// The endpoints of a service.
    static Map<String, Object> slice(String namespace, String service, List<Object> endpoints, List<Object> ports) {
        var slice = resource(
                "discovery.k8s.io/v1",
                "EndpointSlice",
                namespace + "/" + service + "-x7k2p",
                object("kubernetes.io/service-name", service));
        slice.put("addressType", "IPv4");
        slice.put("endpoints", endpoints);
        slice.put("ports", ports);
        return slice;
    }

    static Map<String, Object> ready(String address) {
        return object("addresses", list(address), "conditions", object("ready", true));
    }
}
