package io.margay.engine.transaction;

import io.margay.model.ruleset.Transaction.Member;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// What a set means at one version of a shard. Immutable: nobody changes a bitmap that is in one.
public sealed interface Meaning {
    /// All addresses of these identities; in a set of named ports, with the ports of that name.
    record Identities(RoaringBitmap numbers) implements Meaning {}

    /// These, in order: of a service.
    record Members(List<Member> members) implements Meaning {
        public Members {
            members = List.copyOf(members);
        }
    }

    /// The identities that it means; none of a service.
    default RoaringBitmap identities() {
        return switch (this) {
            case Identities(var numbers) -> numbers;
            case Members _ -> new RoaringBitmap();
        };
    }
}
