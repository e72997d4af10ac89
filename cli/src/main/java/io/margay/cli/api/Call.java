package io.margay.cli.api;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import java.net.InetAddress;
import java.util.Map;

/// A request that is let in.
///
/// @param parts what its path says, by the names of the route
record Call(HttpRequest request, Caller caller, Map<String, String> parts) {
    /// A part of the path; empty where the route has none of that name.
    String part(String name) {
        return parts.getOrDefault(name, "");
    }

    /// A parameter of the query; empty where it is not given.
    String parameter(String name) {
        return request.getUri().query().getOrElse(name, "");
    }

    /// A header; empty where there is none.
    String header(String name) {
        return request.getHeader(name).map(header -> header.value()).orElse("");
    }

    /// Whether the client would rather have YAML.
    boolean wantsYaml() {
        return header("Accept").contains("yaml");
    }

    /// The address that it comes from, for the log.
    String from() {
        return from(request);
    }

    static String from(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .map(InetAddress::getHostAddress)
                .orElse("unknown");
    }
}
