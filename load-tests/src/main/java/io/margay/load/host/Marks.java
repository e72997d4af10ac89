package io.margay.load.host;

import io.margay.model.net.Cidr;
import io.margay.model.update.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The marks that parts of updates carry.
public final class Marks {
    private Marks() {}

    /// Those of a part; of what is gone, without policies, which it names by number.
    public static List<Mark> of(Part part) {
        return switch (part) {
            case Part.Moves(var moves, var ended) -> ofMoves(moves, ended);
            case Part.MemberChange change -> ofMembers(change);
            case Part.PolicyContents(var _, var rules) -> List.of(new Mark(Mark.Kind.POLICY, rules.key()));
            case Part.EndpointContents contents ->
                List.of(new Mark(Mark.Kind.ENDPOINT, contents.ruleSet().endpoint()));
            case Part.Gone gone ->
                gone.endpoints().stream()
                        .map(key -> new Mark(Mark.Kind.ENDPOINT_GONE, key))
                        .toList();
            // State, which is sent for whatever reason.
            case Part.Identities _, Part.SetContents _, Part.ProfileContents _ -> List.of();
        };
    }

    private static List<Mark> ofMoves(List<Part.Move> moves, List<Cidr> ended) {
        var marks = new ArrayList<Mark>();
        for (var move : moves) {
            add(Mark.Kind.JOINED, move.added(), marks);
            add(Mark.Kind.LEFT, move.removed(), marks);
        }
        add(Mark.Kind.LEFT, ended, marks);
        return List.copyOf(marks);
    }

    private static void add(Mark.Kind kind, Collection<Cidr> addresses, List<Mark> to) {
        addresses.forEach(address -> to.add(new Mark(kind, address)));
    }

    private static List<Mark> ofMembers(Part.MemberChange change) {
        var marks = new ArrayList<Mark>();
        change.added().forEach(member -> marks.add(new Mark(Mark.Kind.MEMBER, member.address())));
        change.removed().forEach(member -> marks.add(new Mark(Mark.Kind.MEMBER, member.address())));
        return List.copyOf(marks);
    }
}
