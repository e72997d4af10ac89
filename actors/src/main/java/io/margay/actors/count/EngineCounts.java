package io.margay.actors.count;

import io.margay.model.resource.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// All that the actors of one member count. They write; anybody reads, at any time.
///
/// Cost: where time is taken, two looks at the clock and two additions a message; else an addition, or a field.
public final class EngineCounts {
    /// What the source said of a kind.
    ///
    /// @param upserted how many came or changed
    /// @param deleted how many went
    public record Said(long upserted, long deleted) {}

    /// What was done of a step.
    ///
    /// @param nanos how long it took, all together; of the thread, which may have waited for a processor
    public record Done(long count, long nanos) {}

    /// What a member holds.
    ///
    /// @param version of what its shard shares; 0: it has never been in sync
    /// @param awaited how many contributors have not said what the source says that they should have
    /// @param identities how many there are
    /// @param sets how many came into use, and were not put out of it
    public record Held(long version, int awaited, int identities, int sets) {
        /// Nothing.
        static final Held NOTHING = new Held(0, 0, 0, 0);

        /// Whether it knows all that the source has said.
        public boolean isInSync() {
            return version > 0 && awaited == 0;
        }
    }

    private record Changes(LongAdder upserted, LongAdder deleted) {
        private Changes() {
            this(new LongAdder(), new LongAdder());
        }
    }

    private record Work(LongAdder count, LongAdder nanos) {
        private Work() {
            this(new LongAdder(), new LongAdder());
        }
    }

    private final LongSupplier nanos;
    private final Map<Kind, Changes> changes = ofAll(Kind.values(), Kind.class, _ -> new Changes());
    private final Map<Step, Work> steps = ofAll(Step.values(), Step.class, _ -> new Work());
    private final VersionTimes versions = new VersionTimes();
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private volatile Held held = Held.NOTHING;

    /// From when this member heard of the first change until a host enforces it, for each that a host is told as one.
    public final Latency enforced = new Latency();

    /// From when a node heard of an endpoint until its host enforces the endpoint's rules.
    public final Latency endpoints = new Latency();

    /// What waits on this member to be said to other members, where the source is here.
    public final LongAdder undelivered = new LongAdder();

    /// The store, where it is here.
    public final StoreCounts store = new StoreCounts();

    /// Of the shard's replica.
    public final Wait replica;

    /// Of those that tell hosts; the last of them counts.
    public final Wait sessions;

    /// Nothing counted yet.
    ///
    /// @param nanos a clock that only goes forward, in nanoseconds
    public EngineCounts(LongSupplier nanos) {
        this.nanos = nanos;
        this.replica = new Wait(nanos);
        this.sessions = new Wait(nanos);
    }

    /// One whose clock stands: what took time, took none.
    public static EngineCounts untimed() {
        return new EngineCounts(() -> 1);
    }

    /// What time it is.
    public long now() {
        return nanos.getAsLong();
    }

    /// The source said that a resource is so.
    public void upserted(Kind kind) {
        of(changes, kind).upserted.increment();
    }

    /// The source said that a resource is no more.
    public void deleted(Kind kind) {
        of(changes, kind).deleted.increment();
    }

    /// A step was done that began then.
    public void did(Step step, long began) {
        var work = of(steps, step);
        work.count.increment();
        work.nanos.add(nanos.getAsLong() - began);
    }

    /// A version is there, and the first of what is in it was heard then.
    public void versionMade(long version, long heard) {
        versions.add(version, heard);
    }

    /// When the first change of a version was heard; 0: not known.
    public long heardAt(long version) {
        return versions.at(version);
    }

    /// The member holds this.
    public void holds(Held now) {
        held = now;
    }

    /// A node lives here.
    public void came(String node) {
        nodes.add(node);
    }

    /// It does no longer, or is no more.
    public void left(String node) {
        nodes.remove(node);
    }

    /// What the source said on this member, by kind.
    public Map<Kind, Said> said() {
        return read(changes, it -> new Said(it.upserted.sum(), it.deleted.sum()));
    }

    /// What was done, by step.
    public Map<Step, Done> done() {
        return read(steps, it -> new Done(it.count.sum(), it.nanos.sum()));
    }

    /// What the member holds.
    public Held held() {
        return held;
    }

    /// The nodes that live here. It goes on changing.
    public Set<String> nodes() {
        return nodes;
    }

    private static <K extends Enum<K>, V> Map<K, V> ofAll(K[] keys, Class<K> of, Function<K, V> value) {
        var all = new EnumMap<K, V>(of);
        Arrays.stream(keys).forEach(key -> all.put(key, value.apply(key)));
        return all;
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        var known = all.get(key);
        if (known == null) {
            throw new IllegalStateException("nothing is counted of " + key);
        }
        return known;
    }

    private static <K, V, R> Map<K, R> read(Map<K, V> all, Function<V, R> reading) {
        return all.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, it -> reading.apply(it.getValue())));
    }
}
