package io.margay.cli.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.margay.actors.NodeView;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.TreeMap;

/// Writes nodes as objects, fields and lists in one order for equal content. For the nodes of one moment.
public final class NodeJson {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final JsonGenerator json;
    private final ShardView shard;
    private final PartJson parts;
    private final Writer out;
    private final boolean expand;
    private final String end;

    private NodeJson(JsonGenerator json, Writer out, ShardView shard, boolean expand, String end) {
        this.json = json;
        this.out = out;
        this.shard = shard;
        this.parts = new PartJson(json, shard, SetMembers.of(shard), true);
        this.expand = expand;
        this.end = end;
    }

    /// A writer of JSON, a line a node.
    ///
    /// @param expand whether sets are written with all their addresses
    public static NodeJson json(Writer out, ShardView shard, boolean expand) throws IOException {
        return new NodeJson(JSON.createGenerator(out).setRootValueSeparator(null), out, shard, expand, "\n");
    }

    /// A writer of YAML, a document a node.
    ///
    /// @param expand whether sets are written with all their addresses
    public static NodeJson yaml(Writer out, ShardView shard, boolean expand) throws IOException {
        var yaml = new YAMLFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return new NodeJson(yaml.createGenerator(out), out, shard, expand, "");
    }

    /// Writes a node, and ends the line.
    public void write(NodeView node) throws IOException {
        var needs = node.needs();
        json.writeStartObject();
        json.writeStringField("node", node.node());
        endpoints(needs);
        policies(needs);
        profiles(needs);
        sets(node);
        json.writeEndObject();
        json.flush();
        out.write(end);
    }

    private void endpoints(Needs needs) throws IOException {
        if (!needs.endpoints().isEmpty()) {
            json.writeArrayFieldStart("endpoints");
            for (var endpoint : new TreeMap<>(needs.endpoints()).values()) {
                parts.endpoint(endpoint);
            }
            json.writeEndArray();
        }
    }

    private void policies(Needs needs) throws IOException {
        if (!needs.policies().isEmpty()) {
            json.writeArrayFieldStart("policies");
            var inOrder = needs.policies().values().stream()
                    .map(policy -> policy.rules())
                    .sorted(Comparator.comparing(rules -> rules.key()))
                    .toList();
            for (var policy : inOrder) {
                parts.policy(policy);
            }
            json.writeEndArray();
        }
    }

    private void profiles(Needs needs) throws IOException {
        if (!needs.profiles().isEmpty()) {
            json.writeArrayFieldStart("profiles");
            for (var profile : new TreeMap<>(needs.profiles()).values()) {
                parts.profile(profile.rules());
            }
            json.writeEndArray();
        }
    }

    private void sets(NodeView node) throws IOException {
        var sets = node.sets();
        if (!sets.isEmpty()) {
            json.writeArrayFieldStart("selectors");
            for (var set : sets) {
                parts.set(shard.set(set.number()), expand);
            }
            json.writeEndArray();
        }
    }
}
