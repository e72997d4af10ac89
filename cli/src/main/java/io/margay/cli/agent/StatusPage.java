package io.margay.cli.agent;

import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints an agent's status for people: a line a thing, what is wrong where it would be looked for.
public final class StatusPage {
    private final PrintWriter out;

    private StatusPage(PrintWriter out) {
        this.out = out;
    }

    /// Prints what `AgentQuestion.Status` is answered with.
    public static void print(Value.Mapping status, PrintWriter out) {
        new StatusPage(out).print(status);
        out.flush();
    }

    private void print(Value.Mapping status) {
        var netns = text(status, "netns");
        line(
                "node",
                text(status, "node") + (netns.isEmpty() ? "" : " in network namespace " + netns) + ", agent since "
                        + text(status, "since"));
        printEngine(object(status, "engine"));
        printEnforced(status);
        line("endpoints", text(status, "endpoints") + ", with " + text(status, "policies") + " policies");
        lines(
                "released",
                objects(status, "released").stream().map(StatusPage::released).toList());
        printFailure(status);
        lines(
                "closed",
                objects(status, "closed").stream().map(StatusPage::closed).toList());
        printRepaired(object(status, "repaired"));
        lines("notes", texts(status, "notes"));
        line("backend", text(status, "backend"));
        objects(status, "capabilities").forEach(this::printCapability);
        printState(object(status, "state"));
    }

    private void printEngine(Value.Mapping engine) {
        var socket = text(engine, "socket");
        var why = text(engine, "why");
        var words = why.startsWith(socket + ": ") ? why.substring(socket.length() + 2) : why;
        line(
                "engine",
                (isSet(engine, "connected") ? "connected" : "not connected") + " since " + text(engine, "since")
                        + ", at " + socket + (words.isEmpty() ? "" : ": " + words));
    }

    private void printEnforced(Value.Mapping status) {
        var since = text(status, "enforcedSince");
        if (since.isEmpty()) {
            line("enforced", "nothing yet; what was in the kernel before is in force");
            return;
        }
        var told = text(status, "told");
        var revision = text(status, "revision");
        line(
                "enforced",
                "revision " + revision + " since " + since + (told.equals(revision) ? "" : "; told revision " + told)
                        + (isHostReleased(status) ? "; but this host is released: nothing of it is looked at" : ""));
    }

    private static boolean isHostReleased(Value.Mapping status) {
        return objects(status, "released").stream()
                .anyMatch(entry -> text(entry, "what").equals("host"));
    }

    private void printFailure(Value.Mapping status) {
        if (status.fields().get("failure") instanceof Value.Mapping failure) {
            line(
                    "failing",
                    "since " + text(failure, "since") + ", tried again " + text(failure, "triedAgain") + ": "
                            + text(failure, "why"));
        } else {
            line("failing", "no");
        }
    }

    private static String closed(Value.Mapping closed) {
        return text(closed, "what") + " since " + text(closed, "since") + ", tried again at "
                + text(closed, "triedAgain") + ": " + text(closed, "why");
    }

    private void printRepaired(Value.Mapping repaired) {
        var latest = text(repaired, "latest");
        line(
                "repaired",
                text(repaired, "count") + " changes of others"
                        + (latest.isEmpty() ? "" : ", last at " + text(repaired, "at") + " " + latest));
    }

    private void printCapability(Value.Mapping capability) {
        var why = text(capability, "why");
        line(
                "kernel",
                text(capability, "what") + (isSet(capability, "supported") ? ": supported" : ": unsupported")
                        + (why.isEmpty() ? "" : ", " + why) + " (" + text(capability, "version") + ")");
    }

    private void printState(Value.Mapping state) {
        var why = text(state, "why");
        line("state", text(state, "folder") + (why.isEmpty() ? "" : ", not kept: " + why));
        texts(state, "notes").forEach(note -> line("", note));
    }

    private static String released(Value.Mapping released) {
        return text(released, "what") + " since " + text(released, "since") + ", by " + text(released, "by")
                + (isSet(released, "notHere") ? " (not on this host now)" : "");
    }

    private void lines(String name, List<String> lines) {
        line(name, lines.isEmpty() ? "none" : lines.getFirst());
        lines.stream().skip(1).forEach(each -> line("", each));
    }

    private void line(String name, String words) {
        out.println(String.format(Locale.ROOT, "%-10s  %s", name, words).stripTrailing());
    }

    private static String text(Value.Mapping object, String field) {
        var value = object.fields().get(field);
        return value == null ? "" : JsonText.plain(value);
    }

    private static boolean isSet(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Bool(var _, var flag) && flag;
    }

    private static Value.Mapping object(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Mapping inner ? inner : new Value.Mapping(0, Map.of());
    }

    private static List<Value.Mapping> objects(Value.Mapping object, String field) {
        return items(object, field).stream()
                .filter(Value.Mapping.class::isInstance)
                .map(Value.Mapping.class::cast)
                .toList();
    }

    private static List<String> texts(Value.Mapping object, String field) {
        return items(object, field).stream().map(JsonText::plain).toList();
    }

    private static List<Value> items(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Sequence(var _, var items) ? items : List.of();
    }
}
