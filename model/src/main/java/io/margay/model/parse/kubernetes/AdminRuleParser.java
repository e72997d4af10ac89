package io.margay.model.parse.kubernetes;

import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.AdminPeer;
import io.margay.model.resource.AdminRule.AdminPort;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Reads the rules of one direction of an AdminPolicy.
final class AdminRuleParser {
    private static final int LONGEST_NAME = 100;

    private final AdminDialect dialect;
    private final String peersField;

    /// @param peersField `from` or `to`
    AdminRuleParser(AdminDialect dialect, String peersField) {
        this.dialect = dialect;
        this.peersField = peersField;
    }

    AdminRule parse(Fields rule) {
        var name = rule.text("name");
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            rule.problem("name", "must have at most " + LONGEST_NAME + " characters");
        }
        var action = action(rule);
        var peers = peers(rule);
        var ports = ports(rule);
        rule.finish();
        var names = peers.stream().anyMatch(DomainNames.class::isInstance);
        if (names && action != Action.ALLOW) {
            rule.problem(peersField, "must have domainNames in rules with action " + dialect.accept() + " only");
        }
        var named = ports.stream().anyMatch(port -> port.name() != null);
        if (named && !peers.stream().allMatch(Pods.class::isInstance)) {
            rule.problem(
                    dialect.ports(),
                    "must not name a port where " + peersField + " has nodes, networks or domainNames");
        }
        return new AdminRule(rule.where(), name, action, peers, ports);
    }

    private Action action(Fields rule) {
        var word = rule.required("action");
        var action = dialect.actions().get(word);
        if (action == null && !word.isEmpty()) {
            var words = String.join(", ", new TreeSet<>(dialect.actions().keySet()));
            rule.problem("action", "must be one of " + words + ", is \"" + word + "\"");
        }
        return action == null ? Action.DENY : action;
    }

    private List<AdminPeer> peers(Fields rule) {
        var items = rule.objects(peersField);
        if (!rule.has(peersField)) {
            rule.problem(peersField, "is missing");
        }
        size(rule, peersField, items.size());
        var peers = new ArrayList<AdminPeer>(items.size());
        for (var item : items) {
            var peer = peersField.equals("from") ? AdminPeers.ingress(item, dialect) : AdminPeers.egress(item, dialect);
            if (peer != null) {
                peers.add(peer);
            }
        }
        return peers;
    }

    private List<AdminPort> ports(Fields rule) {
        var items = rule.objects(dialect.ports());
        size(rule, dialect.ports(), items.size());
        var ports = new ArrayList<AdminPort>(items.size());
        for (var item : items) {
            var port = dialect.isCluster() ? AdminPorts.protocol(item) : AdminPorts.port(item);
            if (port != null) {
                ports.add(port);
            }
        }
        return ports;
    }

    private void size(Fields rule, String field, int size) {
        if (rule.value(field) instanceof Value.Sequence(var _, var items) && items.isEmpty()) {
            rule.problem(field, "must have an item or more");
        }
        if (size > dialect.most()) {
            rule.problem(field, "must have at most " + dialect.most() + " items, has " + size);
        }
    }
}
