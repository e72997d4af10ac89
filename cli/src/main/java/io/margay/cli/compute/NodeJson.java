package io.margay.cli.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import io.margay.actors.view.SharedViews;
import java.io.IOException;
import java.io.Writer;

/// Writes nodes as objects, fields and lists in one order for equal content. For the nodes of one moment.
public final class NodeJson {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final JsonGenerator json;
    private final PartJson parts;
    private final Writer out;
    private final boolean expand;
    private final String end;

    private NodeJson(JsonGenerator json, Writer out, SharedViews shared, boolean expand, String end) {
        this.json = json;
        this.out = out;
        this.parts = new PartJson(json, shared, SetMembers.of(shared), true);
        this.expand = expand;
        this.end = end;
    }

    /// A writer of JSON, a line a node.
    ///
    /// @param expand whether sets are written with all their addresses
    public static NodeJson json(Writer out, SharedViews shared, boolean expand) throws IOException {
        return new NodeJson(JSON.createGenerator(out).setRootValueSeparator(null), out, shared, expand, "\n");
    }

    /// A writer of YAML, a document a node.
    ///
    /// @param expand whether sets are written with all their addresses
    public static NodeJson yaml(Writer out, SharedViews shared, boolean expand) throws IOException {
        var yaml = new YAMLFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return new NodeJson(yaml.createGenerator(out), out, shared, expand, "");
    }

    /// Writes a node, and ends the line.
    public void write(NodeView node) throws IOException {
        json.writeStartObject();
        json.writeStringField("node", node.node());
        endpoints(node);
        policies(node);
        profiles(node);
        sets(node);
        json.writeEndObject();
        json.flush();
        out.write(end);
    }

    private void endpoints(NodeView node) throws IOException {
        var endpoints = node.endpointContents();
        if (!endpoints.isEmpty()) {
            json.writeArrayFieldStart("endpoints");
            for (var endpoint : endpoints) {
                parts.endpoint(endpoint);
            }
            json.writeEndArray();
        }
    }

    private void policies(NodeView node) throws IOException {
        var policies = node.policies();
        if (!policies.isEmpty()) {
            json.writeArrayFieldStart("policies");
            for (var policy : policies) {
                parts.policy(policy);
            }
            json.writeEndArray();
        }
    }

    private void profiles(NodeView node) throws IOException {
        var profiles = node.profiles();
        if (!profiles.isEmpty()) {
            json.writeArrayFieldStart("profiles");
            for (var profile : profiles) {
                parts.profile(profile);
            }
            json.writeEndArray();
        }
    }

    private void sets(NodeView node) throws IOException {
        var sets = node.sets();
        if (!sets.isEmpty()) {
            json.writeArrayFieldStart("selectors");
            for (var set : sets) {
                parts.set(set, expand);
            }
            json.writeEndArray();
        }
    }
}
