package io.margay.actors.view;

import io.margay.engine.identity.Identity;
import io.margay.engine.transaction.Meaning;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedSet;
import io.margay.model.net.Cidr;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;

/// A set, and what it means at one moment.
public final class SetView {
    private static final Comparator<Member> ORDER = Comparator.comparing(Member::address)
            .thenComparingInt(
                    member -> member.protocol() == null ? 0 : member.protocol().number())
            .thenComparingInt(Member::port);

    private final SharedSet shared;
    private final ShardView view;
    private @Nullable SetId id;

    SetView(SharedSet shared, ShardView view) {
        this.shared = shared;
        this.view = view;
    }

    /// What names it. Cost: the first time one hash of its text; of two threads both may make it, and make the same.
    public SetId id() {
        var known = id;
        if (known == null) {
            known = shared.set().id();
            id = known;
        }
        return known;
    }

    /// Its number in the shard.
    public int number() {
        return shared.number();
    }

    /// What it asks for.
    public AddressSet set() {
        return shared.set();
    }

    /// How many identities it means; none for a service.
    public int identities() {
        return shared.size();
    }

    /// Its members one by one, each once, in order: addresses, in a set of ports each with protocol and port.
    public Collection<Member> members() {
        return switch (shared.meaning()) {
            case Meaning.Members(var members) -> List.copyOf(members);
            case Meaning.Identities(var numbers) -> {
                var members = new TreeSet<>(ORDER);
                numbers.forEach((IntConsumer) number -> expand(view.identity(number), members));
                yield members;
            }
        };
    }

    private void expand(Identity identity, Collection<Member> members) {
        for (Cidr address : identity.addresses()) {
            if (shared.set() instanceof NamedPorts ports) {
                identity.fingerprint().ports().stream()
                        .filter(port -> port.name().equals(ports.name())
                                && port.protocol().equals(ports.protocol()))
                        .forEach(port -> members.add(new Member(address, ports.protocol(), port.port())));
            } else {
                members.add(new Member(address, null, 0));
            }
        }
    }
}
