package io.margay.cli.compute;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.margay.actors.SetView;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Sets written out, each once however many nodes use it. For nodes of one moment.
public final class SetMembers {
    private final Map<SetId, Integer> counts = new HashMap<>();
    private final Map<SetId, SerializableString> texts = new HashMap<>();

    /// How many members Felix would count: those of no length, which its dataplane cannot hold, are two halves.
    int count(SetView set) {
        return counts.computeIfAbsent(set.id(), _ -> {
            var members = set.members();
            var whole = members.stream()
                    .filter(member -> member.address().prefixLength() == 0)
                    .count();
            return (int) (members.size() + whole);
        });
    }

    /// The addresses as a JSON list.
    SerializableString json(SetView set) {
        return texts.computeIfAbsent(
                set.id(),
                _ -> new SerializedString(
                        set.members().stream().map(SetMembers::text).collect(Collectors.joining(",", "[", "]"))));
    }

    private static String text(Member member) {
        return member.protocol() == null
                ? "\"" + member.address() + "\""
                : "\"" + member.address().network() + ","
                        + member.protocol().name().toLowerCase(Locale.ROOT) + ":" + member.port() + "\"";
    }
}
