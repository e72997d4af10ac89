package io.margay.actors.view;

import io.margay.engine.node.NodeReport;
import io.margay.engine.transaction.Meaning;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedSet;
import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What the views of all nodes at one moment share, made once each. Safe for any thread.
public final class SharedViews {
    /// So many identities are looked up one by one rather than in bulk.
    private static final int FEW = 256;

    /// The part of all identities from which on a set is looked at first.
    private static final int LARGE = 8;

    final ShardView shard;
    private final List<NodeReport> reports;
    private final ConcurrentHashMap<Integer, SetView> sets = new ConcurrentHashMap<>();
    private final AtomicIntegerArray memberCounts; // one more than the count; 0: nobody asked
    private @Nullable RoaringBitmap identities;
    private @Nullable PortHolders portHolders;
    private @Nullable AddressNumbers addresses;

    SharedViews(ShardView shard, List<NodeReport> reports) {
        this.shard = shard;
        this.reports = List.copyOf(reports);
        int[] last = {-1};
        shard.sets().forEachNumber(number -> last[0] = number);
        this.memberCounts = new AtomicIntegerArray(last[0] + 1);
    }

    /// How many identities there are.
    public int identityCount() {
        return shard.identityCount();
    }

    /// The ids of the fingerprints of all nodes' endpoints.
    Set<String> fingerprints() {
        Set<String> ids = new HashSet<>();
        reports.forEach(report -> report.needs().endpoints().forEachValue(endpoint -> {
            if (endpoint.part() instanceof EndpointContents contents) {
                ids.add(contents.ruleSet().identity());
            }
        }));
        return ids;
    }

    /// The key of a policy, by its number. Errors: `IllegalStateException` where there is none.
    public ResourceKey policy(int number) {
        return shard.policy(number).rules().key();
    }

    /// A set in use, by its number. Errors: `IllegalStateException` where it is not.
    public SetView set(int number) {
        return sets.computeIfAbsent(number, it -> new SetView(shard.set(it), shard));
    }

    /// What a set in use asks for, by its number. Errors: `IllegalStateException` where it is not in use.
    public AddressSet definition(int set) {
        return shard.set(set).set();
    }

    /// How many identities a set means; none for a service.
    public int identitiesOf(int set) {
        return shard.set(set).size();
    }

    /// How many members a set has, or -1 where nobody has counted yet.
    int memberCount(int set) {
        return memberCounts.get(set) - 1;
    }

    /// A set has so many members.
    void memberCount(int set, int count) {
        memberCounts.set(set, count + 1);
    }

    /// The addresses of all identities and services.
    synchronized AddressNumbers addresses() {
        var known = addresses;
        if (known == null) {
            known = AddressNumbers.of(shard, ofServices());
            addresses = known;
        }
        return known;
    }

    /// Who has which named port.
    synchronized PortHolders portHolders() {
        var known = portHolders;
        if (known == null) {
            known = new PortHolders(shard);
            portHolders = known;
        }
        return known;
    }

    /// How many identities any of these sets means.
    ///
    /// Cost: a pass over the large sets, those that mean most identities; then, where they leave few, a
    /// lookup of each of these in each of the others.
    int identities(RoaringBitmap numbers) {
        var all = allIdentities();
        var missing = all.clone();
        var least = all.getCardinality() / LARGE;
        numbers.forEach((IntConsumer) number -> leaveOut(missing, shard.set(number), least, Integer.MAX_VALUE));
        numbers.forEach((IntConsumer) number -> leaveOut(missing, shard.set(number), 0, least));
        return all.getCardinality() - missing.getCardinality();
    }

    private synchronized RoaringBitmap allIdentities() {
        var known = identities;
        if (known == null) {
            known = new RoaringBitmap();
            shard.identities().forEachNumber(known::add);
            identities = known;
        }
        return known;
    }

    private List<Cidr> ofServices() {
        var addresses = new ArrayList<Cidr>();
        shard.sets().forEach(set -> {
            if (set.meaning() instanceof Meaning.Members(var members)) {
                members.forEach(member -> addresses.add(member.address()));
            }
        });
        return addresses;
    }

    private static void leaveOut(RoaringBitmap missing, SharedSet set, int least, int below) {
        var meaning = set.meaning().identities();
        var size = meaning.getCardinality();
        if (size < least || size >= below || missing.isEmpty()) {
            return;
        }
        if (missing.getCardinality() > FEW) {
            missing.andNot(meaning);
            return;
        }
        var few = Ints.of(missing.toArray());
        few.forEach(number -> {
            if (meaning.contains(number)) {
                missing.remove(number);
            }
        });
    }
}
