package io.margay.load.dataset;

import static io.margay.load.dataset.Json.list;

import java.util.List;

/// Words and selectors of a [UniqueCluster], drawn at random.
final class UniqueWords {
    static final List<String> EXTRAS = List.of("x1", "yx", "z");

    private final UniqueSizes sizes;
    private final Dice dice;
    private int lastId;

    UniqueWords(UniqueSizes sizes, Dice dice) {
        this.sizes = sizes;
        this.dice = dice;
    }

    Dice dice() {
        return dice;
    }

    UniqueSizes sizes() {
        return sizes;
    }

    String app() {
        return "app-" + dice.below(sizes.apps());
    }

    String role() {
        return "role-" + dice.below(sizes.roles());
    }

    String version() {
        return "v" + dice.below(3);
    }

    String team() {
        return "team-" + dice.below(sizes.teams());
    }

    String env() {
        return dice.pick("prod", "staging", "dev");
    }

    String namespace() {
        return "ns-" + dice.below(sizes.namespaces());
    }

    int nextId() {
        return ++lastId;
    }

    boolean diverse() {
        return dice.chance(sizes.diverse());
    }

    /// A selector of Calico; empty where it is to be left out.
    String selector(boolean diverse) {
        if (!diverse) {
            return switch (dice.below(3)) {
                case 0 -> "app == '" + app() + "'";
                case 1 -> "app == '" + app() + "' && role == '" + role() + "'";
                default -> "role == '" + role() + "'";
            };
        }
        return switch (dice.below(15)) {
            case 0 -> "all()";
            case 1 -> "";
            case 2 -> "has(extra)";
            case 3 -> "!has(extra)";
            case 4 -> "app in {'" + app() + "', '" + app() + "'}";
            case 5 -> "app not in {'" + app() + "', \"" + app() + "\"}";
            case 6 -> "app != '" + app() + "'";
            case 7 -> dice.pick("app starts with 'app-1'", "role ends with '-2'", "extra contains 'x'");
            case 8 -> "(app == '" + app() + "' || role == \"" + role() + "\") && !(version == 'v2')";
            case 9 -> "!(app == '" + app() + "' && has(extra)) || version in { 'v1','v0' }";
            case 10 -> "has(app) && !has(nonexistent) && version != 'v9'";
            case 11 -> "pcns.env == '" + env() + "' && app == '" + app() + "'";
            case 12 -> "projectcalico.org/serviceaccount == 'sa-0' || pcsa.level == 'l" + dice.below(2) + "'";
            default -> "((((app == '" + app() + "')) && (((all())))))";
        };
    }

    List<Object> ports() {
        return switch (dice.below(5)) {
            case 0 -> list(80, 443);
            case 1 -> list("8000:8100");
            case 2 -> list("http");
            case 3 -> list("http", 9090, "100:200");
            default -> list(53);
        };
    }

    List<Object> nets() {
        return list("172." + dice.below(200) + ".0.0/16", "192.0.2." + dice.below(256) + "/32");
    }

    String tier() {
        return dice.pick("security", "platform", "default", "default", "default");
    }
}
