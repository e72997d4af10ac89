package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.kernel.netlink.NetlinkRuleCommits;
import io.margay.model.net.IpVersion;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A kernel that refuses some rules, as one does that lacks what they need: they ask for what it has in the raw table
/// alone.
final class RefusingIptables implements Iptables {
    private static final Pattern NOBODY = Pattern.compile("(?!)");

    private static final Pattern POLICIES = Pattern.compile("^-A mgy-(p|g|b-|trial)");

    private final Backend backend;
    private @Nullable Iptables real;
    private @Nullable NetlinkRuleCommits commits;
    private volatile Pattern refused = NOBODY;

    RefusingIptables(Backend backend) {
        this.backend = backend;
    }

    /// From now on it is that of a namespace.
    RefusingIptables in(Commands commands) {
        close();
        real = Iptables.of(backend, commands, LOCK_WAIT);
        commits = backend == Backend.NFT ? NetlinkRuleCommits.in(commands.netns()) : null;
        return this;
    }

    @Override
    public OptionalLong generation() {
        return commits == null ? OptionalLong.empty() : commits.generation();
    }

    @Override
    public void close() {
        if (commits != null) {
            commits.close();
        }
    }

    private Iptables real() {
        return Objects.requireNonNull(real);
    }

    /// From now on the first rules of policies whose names begin so are refused.
    void refuses(String policies) {
        refused = Pattern.compile(policies + "\\w* ingress 0\"");
    }

    /// From now on none is.
    void refusesNothing() {
        refused = NOBODY;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public Exit restore(IpVersion version, String text) {
        return real().restore(version, text.lines().map(this::spoil).collect(Collectors.joining("\n", "", "\n")));
    }

    private String spoil(String line) {
        boolean isRule = POLICIES.matcher(line).find();
        return isRule && refused.matcher(line).find() ? line.replaceFirst(" -[jg] \\S+$", " -j CT --notrack") : line;
    }

    @Override
    public Exit save(IpVersion version, Table table, Consumer<String> lines) {
        return real().save(version, table, lines);
    }

    @Override
    public Exit saveAll(IpVersion version, Consumer<String> lines) {
        return real().saveAll(version, lines);
    }
}
