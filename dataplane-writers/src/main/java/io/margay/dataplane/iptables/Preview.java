package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.Desired;
import io.margay.model.net.IpVersion;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What the writer would program into a host that has nothing of ours yet, as text for people. Pure.
public final class Preview {
    private final List<String> lines = new ArrayList<>();
    private String latest = "";

    private Preview() {}

    /// The commands of ipset and the input of iptables-restore, in the order in which they would be carried out.
    ///
    /// Errors: `UpdateRefused` where the update does not say everything that a host is to hold.
    ///
    /// @param everything what a new host is told
    public static List<String> of(IptablesConfig config, Update everything) {
        var preview = new Preview();
        var desired = new Desired();
        desired.take(everything);
        new IptablesWriter(
                        config,
                        preview.iptables(),
                        new PreviewIpset(line -> preview.keep("ipset restore", line)),
                        Routes.none())
                .apply(desired.next().orElseThrow());
        return List.copyOf(preview.lines);
    }

    private Iptables iptables() {
        return new Iptables() {
            @Override
            public Exit restore(IpVersion version, String text) {
                return keep((version == IpVersion.V4 ? "iptables" : "ip6tables") + "-restore --noflush", text);
            }

            @Override
            public Exit save(IpVersion version, Table table, Consumer<String> lines) {
                return Exit.DONE;
            }
        };
    }

    /// Keeps the text, under a heading unless what stands last is of the same command.
    private Exit keep(String command, String text) {
        if (!command.equals(latest)) {
            lines.add("# " + command);
            latest = command;
        }
        text.lines().forEach(lines::add);
        return Exit.DONE;
    }
}
