package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.MemberText;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.MemoryIpset;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Singles;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A kernel in memory that knows what the chains of policies do to a packet whose rules ask for sets and nothing else,
/// in the filter table of IPv4. After each step, of one member or one table, somebody looks.
final class ModelKernel {
    /// What a policy's chain says of a packet.
    enum Word {
        ALLOW,
        DENY,
        PASS
    }

    /// Unions of two or three, in lists of four rules.
    static final UnaryOperator<UnionShape> SMALL = shape -> new UnionShape(shape.version(), shape.marks(), 3, 2, 3);

    private static final Pattern MATCH = Pattern.compile("-m set (! )?--match-set (\\S+) (src|dst)");
    private static final Pattern MARK = Pattern.compile("-m mark (! )?--mark 0x0/");
    private static final Pattern ACTION = Pattern.compile("-[gj] \\S+$");

    /// On its way.
    private static final class Packet {
        private final String source;
        private final String destination;
        private @Nullable Word mark;

        Packet(String source, String destination) {
            this.source = source;
            this.destination = destination;
        }
    }

    private final Consumer<String> look;
    /// Whether it refuses what comes into a set.
    private Predicate<String> refusing = _ -> false;
    private final Sets sets = new Sets();
    private final Map<String, List<String>> chains = new HashMap<>();

    ModelKernel(Consumer<String> look) {
        this.look = look;
    }

    /// What comes into such sets is refused from now on.
    void refuse(Predicate<String> sets) {
        refusing = sets;
    }

    /// One that writes here, and tells lists of rules apart so.
    IptablesWriter writer(UnaryOperator<UnionShape> shape) {
        var outside = new IptablesWriter.Outside(
                Backends.only(iptables()), sets, Routes.none(), InstantSource.fixed(Instant.EPOCH));
        return new IptablesWriter(IptablesConfig.standard(), outside, shape);
    }

    MemoryIpset sets() {
        return sets;
    }

    /// What a chain says of a packet; a chain that is not there, or decides nothing, denies.
    Word word(String chain, String source, String destination) {
        var packet = new Packet(source, destination);
        return comesBack(chain, packet) && packet.mark != null ? packet.mark : Word.DENY;
    }

    /// Whether the packet is not dropped.
    private boolean comesBack(String chain, Packet packet) {
        for (var rule : chains.getOrDefault(chain, List.of())) {
            var action = ACTION.matcher(rule);
            if (!action.find() || !matches(rule, packet)) {
                continue;
            }
            switch (action.group()) {
                case "-g mgy-accept" -> {
                    packet.mark = Word.ALLOW;
                    return true;
                }
                case "-g mgy-pass" -> {
                    packet.mark = Word.PASS;
                    return true;
                }
                case "-j RETURN" -> {
                    return true;
                }
                case "-j DROP" -> {
                    return false;
                }
                default -> {
                    boolean isDropped = !comesBack(action.group().substring("-j ".length()), packet);
                    if (isDropped || action.group().startsWith("-g")) {
                        return !isDropped;
                    }
                }
            }
        }
        return true;
    }

    private boolean matches(String rule, Packet packet) {
        return MARK.matcher(rule).results().allMatch(asked -> (asked.group(1) == null) == (packet.mark == null))
                && MATCH.matcher(rule)
                        .results()
                        .allMatch(asked -> (asked.group(1) == null)
                                == members(asked.group(2))
                                        .contains(asked.group(3).equals("src") ? packet.source : packet.destination));
    }

    /// How many rules look into sets whose names begin so.
    long rules(String set) {
        return chains.values().stream()
                .flatMap(List::stream)
                .filter(rule -> rule.contains("--match-set " + set))
                .count();
    }

    /// How often rules jump to rules of unions.
    long jumps() {
        return chains.values().stream()
                .flatMap(List::stream)
                .filter(rule -> rule.contains(" -j " + Names.BRANCH))
                .count();
    }

    private Set<String> members(String set) {
        var members = new HashSet<String>();
        assertThat(sets.list(set, new MemberText(IpVersion.V4, members::add)))
                .as(set)
                .isEmpty();
        return members;
    }

    /// Each member is a step.
    private final class Sets extends MemoryIpset {
        @Override
        public Optional<Refusal> add(SetSpec set, Members members) {
            if (refusing.test(set.name())) {
                return Optional.of(new Refusal(Refusal.Reason.SET_FULL, "add to " + set.name(), "", ""));
            }
            return oneByOne("add to " + set.name(), members, one -> super.add(set, one));
        }

        @Override
        public Optional<Refusal> delete(SetSpec set, Members members) {
            return oneByOne("delete from " + set.name(), members, one -> super.delete(set, one));
        }

        private Optional<Refusal> oneByOne(String what, Members members, Function<Members, Optional<Refusal>> change) {
            for (var one : Singles.of(members)) {
                assertThat(change.apply(one)).isEmpty();
                look.accept(what);
            }
            return Optional.empty();
        }

        @Override
        public Optional<Refusal> swap(String name, String other) {
            var refusal = super.swap(name, other);
            look.accept("swap " + name);
            return refusal;
        }

        /// As the kernel, it keeps what a rule looks into.
        @Override
        public Optional<Refusal> destroy(String name) {
            boolean isUsed = chains.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(rule -> rule.contains("--match-set " + name + " "));
            return isUsed
                    ? Optional.of(new Refusal(Refusal.Reason.SET_IN_USE, "destroy " + name, "", ""))
                    : super.destroy(name);
        }
    }

    Iptables iptables() {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                if (version == IpVersion.V4 && text.startsWith("*filter")) {
                    boolean isSeen = leadsSomewhere(text);
                    write(text);
                    if (isSeen) {
                        look.accept("rules");
                    }
                }
                return Exit.DONE;
            }

            @Override
            public Exit save(IpVersion version, Table table, Consumer<String> lines) {
                if (version == IpVersion.V4 && table == Table.FILTER) {
                    lines.accept("*filter");
                    chains.keySet().forEach(chain -> lines.accept(":" + chain + " - [0:0]"));
                    chains.forEach((chain, rules) -> rules.forEach(rule -> lines.accept("-A " + chain + " " + rule)));
                }
                return Exit.DONE;
            }
        };
    }

    /// Whether it changes more than that there are chains to which nothing leads yet.
    private boolean leadsSomewhere(String text) {
        return text.lines()
                .anyMatch(line -> line.startsWith("-F ")
                        || line.startsWith("-I ")
                        || (line.startsWith(":") && chains.containsKey(line.substring(1, line.indexOf(' ')))));
    }

    private void write(String text) {
        text.lines().forEach(line -> {
            var words = line.split(" ", 3);
            switch (words[0]) {
                case "-A" ->
                    chains.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(words[2]);
                case "-X" -> chains.remove(words[1]);
                case "-F" -> chains.put(words[1], new ArrayList<>());
                default -> {
                    if (line.startsWith(":")) {
                        chains.put(words[0].substring(1), new ArrayList<>());
                    }
                }
            }
        });
    }
}
