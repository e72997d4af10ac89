package io.margay.model.parse.calico;

import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoRule.HttpMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a rule says of HTTP requests.
///
/// @param allowed whether rules of this direction may say anything of them
/// @param action the rule's
/// @param protocol the rule's; null where it has none
record HttpReader(boolean allowed, Action action, @Nullable WrittenProtocol protocol) {
    /// The match of `rule`; null where it has none.
    @Nullable
    HttpMatch read(Fields rule) {
        var http = rule.object("http");
        if (http == null) {
            return null;
        }
        checkPlace(http);
        var match = new HttpMatch(methods(http), paths(http));
        http.finish();
        return match;
    }

    private void checkPlace(Fields http) {
        if (!allowed) {
            http.problem("can stand only in ingress rules");
        }
        if (action != Action.ALLOW) {
            http.problem("can stand only in rules whose action is Allow");
        }
        if (protocol != null && !protocol.is(Protocol.TCP)) {
            http.problem("needs the rule's protocol to be absent or TCP, by name");
        }
    }

    private static List<String> methods(Fields http) {
        var methods = new LinkedHashSet<String>();
        Items.texts(http, "methods", (place, method) -> {
            if (!methods.add(method)) {
                http.problem(place, method + " is there already");
            }
        });
        return List.copyOf(methods);
    }

    private static List<String> paths(Fields http) {
        var paths = new ArrayList<String>();
        for (var path : http.objects("paths")) {
            var exact = path.text("exact");
            var prefix = path.text("prefix");
            if (exact.isEmpty() == prefix.isEmpty()) {
                path.problem("must have either exact or prefix");
            }
            checkPath(path, "exact", exact);
            checkPath(path, "prefix", prefix);
            path.finish();
            paths.add(exact.isEmpty() ? prefix + "*" : exact);
        }
        return paths;
    }

    private static void checkPath(Fields path, String field, String text) {
        boolean plain = text.chars().noneMatch(c -> c == '?' || c == '#' || c == ' ');
        if (!text.isEmpty() && !(text.startsWith("/") && plain)) {
            path.problem(field, "must begin with / and hold no '?', '#' or blank, is " + CalicoNames.quoted(text));
        }
    }
}
