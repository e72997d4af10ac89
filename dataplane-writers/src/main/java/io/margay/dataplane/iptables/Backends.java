package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Iptables;
import io.margay.model.net.IpVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which iptables a host is written through.
///
/// @param used everything is written through this one
/// @param other the other one, if it is here: what an earlier life of the agent left there goes
/// @param versions those that the host's network has
/// @param why in words, why this one
public record Backends(Iptables used, Optional<Iptables> other, List<IpVersion> versions, String why) {
    /// What is found of a backend.
    ///
    /// @param isThere whether its programs and the kernel's part of it are
    /// @param others how many rules others have in it
    /// @param hasHint whether Kubernetes says that this node uses it
    record Look(boolean isThere, int others, boolean hasHint) {}

    /// The one chosen, and why.
    record Choice(Backend backend, String why) {}

    public Backends {
        versions = List.copyOf(versions);
    }

    /// This one and no other, for both versions.
    public static Backends only(Iptables used) {
        return new Backends(used, Optional.empty(), List.of(IpVersion.values()), "no other was looked for");
    }

    /// Looks at a host. Changes nothing there: tables that are not there are not asked for.
    public static Backends find(UpkeepConfig config, Commands commands) {
        var nft = look(Backend.NFT, config, commands);
        var legacy = look(Backend.LEGACY, config, commands);
        var choice = config.backend()
                .map(backend -> new Choice(backend, "configured"))
                .orElseGet(() -> choose(nft, legacy));
        var other = choice.backend().other();
        boolean hasOther = other == Backend.NFT ? nft.isThere() : legacy.isThere();
        return new Backends(
                Iptables.of(choice.backend(), commands, config.lockWait()),
                hasOther ? Optional.of(Iptables.of(other, commands, config.lockWait())) : Optional.empty(),
                versions(commands),
                choice.why());
    }

    /// The same, written by another object.
    Backends with(Iptables writing) {
        return new Backends(writing, other, versions, why);
    }

    /// As kubernetes' own images choose: by its hint, else by the number of rules.
    static Choice choose(Look nft, Look legacy) {
        if (nft.isThere() != legacy.isThere()) {
            return nft.isThere()
                    ? new Choice(Backend.NFT, "iptables-legacy is not here")
                    : new Choice(Backend.LEGACY, "iptables-nft is not here");
        }
        if (nft.hasHint() || legacy.hasHint()) {
            return new Choice(nft.hasHint() ? Backend.NFT : Backend.LEGACY, "Kubernetes uses it on this node");
        }
        return legacy.others() > nft.others()
                ? new Choice(Backend.LEGACY, counted(legacy, nft))
                : new Choice(Backend.NFT, counted(nft, legacy));
    }

    private static String counted(Look chosen, Look other) {
        return "others have " + chosen.others() + " rules in it and " + other.others() + " in the other one";
    }

    private static Look look(Backend backend, UpkeepConfig config, Commands commands) {
        var iptables = Iptables.of(backend, commands, config.lockWait());
        var reader = new OwnChainsReader();
        boolean isThere = iptables.saveAll(IpVersion.V4, reader).ok();
        if (isThere && versions(commands).contains(IpVersion.V6)) {
            iptables.saveAll(IpVersion.V6, reader);
        }
        return new Look(isThere, reader.others(), reader.hasHint());
    }

    /// A kernel without IPv6, or one told to leave it, has no such file.
    private static List<IpVersion> versions(Commands commands) {
        boolean hasV6 = commands.run("test", "-e", "/proc/net/if_inet6").ok();
        return Stream.of(IpVersion.values())
                .filter(version -> version == IpVersion.V4 || hasV6)
                .toList();
    }
}
