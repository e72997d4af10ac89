package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;
import java.util.List;

/// iptables over nf_tables, of one network namespace.
public interface Iptables {
    /// Applies the text of `iptables-restore`, all of it or nothing, and leaves what the text does not name.
    Exit restore(IpVersion version, String text);

    /// A table, as `iptables-save` prints it. Cost: 4 s for 50,000 rules.
    Exit save(IpVersion version, Table table);

    /// The rules of one chain of the filter table with their counters, as `iptables -v -S CHAIN` prints them.
    default Exit rules(IpVersion version, String chain) {
        return new Exit(Exit.NOT_STARTED, "", "rules cannot be read one chain at a time here");
    }

    /// The one that runs `iptables-nft-restore` and its kin.
    static Iptables nft(Commands commands) {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                return commands.run(List.of(family(version) + "-nft-restore", "--noflush"), text);
            }

            @Override
            public Exit save(IpVersion version, Table table) {
                return commands.run(family(version) + "-nft-save", "-t", table.text());
            }

            @Override
            public Exit rules(IpVersion version, String chain) {
                return commands.run(family(version) + "-nft", "-v", "-S", chain);
            }

            private static String family(IpVersion version) {
                return version == IpVersion.V4 ? "iptables" : "ip6tables";
            }
        };
    }
}
