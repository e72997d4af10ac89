package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.Gone;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.MemberChange;
import io.margay.model.update.Part.Move;
import io.margay.model.update.Part.Moves;
import io.margay.model.update.Part.PolicyContents;
import io.margay.model.update.Part.ProfileContents;
import io.margay.model.update.Part.SetContents;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// A host that is told in transactions, for tests: makes of each the update that an engine would have sent, with
/// numbers.
public final class ByTransaction {
    private record Identity(List<NamedPort> ports, TreeSet<Cidr> addresses) {}

    private record NumberedSet(int number, TreeSet<Integer> identities) {}

    private static final long INCARNATION = 7;

    private final Desired desired = new Desired();
    private final Map<Integer, Identity> identities = new TreeMap<>();
    private final Map<SetId, NumberedSet> sets = new HashMap<>();
    private final Map<ResourceKey, Integer> policies = new HashMap<>();
    private final List<Cidr> ended = new ArrayList<>();
    private int lastNumber;

    /// What the host should hold.
    public Desired desired() {
        return desired;
    }

    /// The next transaction also says that the owners of these addresses ended.
    public void end(Collection<Cidr> addresses) {
        ended.addAll(addresses);
    }

    /// Takes a transaction, and says what is to be done now.
    public Plan receive(Transaction transaction) {
        take(transaction);
        return desired.next().orElseThrow();
    }

    /// Takes a transaction.
    public void take(Transaction transaction) {
        desired.take(update(transaction));
    }

    /// The transaction as an update, for a host that was told all that came before.
    public Update update(Transaction transaction) {
        if (transaction.base() == 0) {
            identities.clear();
            sets.clear();
            policies.clear();
        }
        var parts = new ArrayList<Part>();
        parts.add(gone(transaction.gone()));
        parts.add(new Moves(List.of(), ended));
        ended.clear();
        transaction.identities().forEach(change -> parts.add(changed(change)));
        transaction.sets().forEach(change -> parts.addAll(changed(change)));
        transaction.gone().identities().forEach(number -> parts.add(leaveAll(number)));
        transaction.policies().forEach(rules -> {
            policies.put(rules.key(), ++lastNumber);
            parts.add(new PolicyContents(lastNumber, rules));
        });
        transaction.profiles().forEach(rules -> parts.add(new ProfileContents(rules)));
        transaction
                .endpoints()
                .forEach(ruleSet ->
                        parts.add(EndpointContents.of(ruleSet, key -> Objects.requireNonNull(policies.get(key)))));
        return new Update(
                transaction.node(),
                INCARNATION,
                transaction.base(),
                transaction.revision(),
                false,
                parts.stream().map(Shared::of).toList());
    }

    private Part gone(Transaction.Gone gone) {
        var numbers = gone.sets().stream()
                .flatMap(id -> Stream.ofNullable(sets.remove(id)))
                .map(NumberedSet::number)
                .toList();
        var policyNumbers = gone.policies().stream()
                .flatMap(key -> Stream.ofNullable(policies.remove(key)))
                .toList();
        return new Gone(Ints.of(numbers), Ints.of(policyNumbers), gone.profiles(), gone.endpoints());
    }

    private Part changed(IdentityChange change) {
        var identity =
                identities.computeIfAbsent(change.identity(), _ -> new Identity(change.ports(), new TreeSet<>()));
        change.removed().forEach(identity.addresses::remove);
        identity.addresses.addAll(change.added());
        return new Identities(
                List.of(new IdentityContents(change.identity(), identity.ports, List.copyOf(identity.addresses))));
    }

    private List<Part> changed(SetChange change) {
        var parts = new ArrayList<Part>();
        var id = change.set().id();
        var known = sets.get(id);
        var set = known == null ? begin(change.set(), parts) : known;
        change.removed().forEach(part -> {
            if (part instanceof OfIdentity(int number)) {
                set.identities.remove(number);
                parts.add(moved(number, Ints.NONE, Ints.of(set.number)));
            }
        });
        change.added().forEach(part -> {
            if (part instanceof OfIdentity(int number)) {
                set.identities.add(number);
                parts.add(joined(number, set.number));
            }
        });
        parts.add(new MemberChange(set.number, members(change.added()), members(change.removed())));
        return parts;
    }

    private NumberedSet begin(AddressSet set, List<Part> parts) {
        var numbered = new NumberedSet(++lastNumber, new TreeSet<>());
        sets.put(set.id(), numbered);
        parts.add(new SetContents(numbered.number, set, new RoaringBitmap(), List.of()));
        return numbered;
    }

    private static List<Member> members(List<Transaction.Part> parts) {
        return parts.stream()
                .filter(Member.class::isInstance)
                .map(Member.class::cast)
                .toList();
    }

    private Part leaveAll(int number) {
        var left = new ArrayList<Integer>();
        sets.values().stream().filter(set -> set.identities.remove(number)).forEach(set -> left.add(set.number));
        identities.remove(number);
        return moved(number, Ints.NONE, Ints.of(left));
    }

    /// The host may have forgotten it, so it is said whole.
    private Part joined(int number, int set) {
        var identity = identities.getOrDefault(number, new Identity(List.of(), new TreeSet<>()));
        return new Moves(List.of(new Move(
                number, true, identity.ports, List.copyOf(identity.addresses), List.of(), Ints.of(set), Ints.NONE)));
    }

    private static Part moved(int number, Ints joined, Ints left) {
        return new Moves(List.of(new Move(number, false, List.of(), List.of(), List.of(), joined, left)));
    }
}
