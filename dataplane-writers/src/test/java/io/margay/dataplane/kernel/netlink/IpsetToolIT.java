package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.SetLab.header;
import static io.margay.dataplane.kernel.netlink.SetLab.list;
import static io.margay.dataplane.kernel.netlink.SetLab.members;
import static io.margay.dataplane.kernel.netlink.SetLab.prefixes;
import static io.margay.dataplane.kernel.netlink.SetLab.reason;
import static io.margay.dataplane.kernel.netlink.SetLab.some;
import static io.margay.dataplane.kernel.netlink.SetLab.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal.Reason;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is written here and what the program `ipset` shows are the same, both ways round.
class IpsetToolIT {
    private SetLab lab;
    private NetlinkIpset ipset;

    @BeforeEach
    void makeLab() {
        lab = SetLab.open();
        ipset = lab.ipset();
        assumeTrue(lab.commands().run("ipset", "--version").ok(), "there is no ipset to compare with");
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void theToolPrintsWhatWasWrittenAndWritesWhatIsRead() {
        for (var set : SetLab.ALL) {
            ipset.create(set);
            ipset.add(set, some(set, 3000));
            assertThat(printed(set)).isEqualTo(list(ipset, set)).hasSize(3000);
        }
        var nets6 = SetLab.ALL.stream()
                .filter(set -> set.version() == IpVersion.V6 && set.kind() == SetSpec.Kind.NET)
                .findFirst()
                .orElseThrow();
        ipset.flush(nets6.name());
        var nets = members(prefixes(nets6));
        ipset.add(nets6, nets);
        assertThat(printed(nets6)).isEqualTo(texts(nets6, nets));
        run("ipset", "create", "theirs", "hash:ip,port", "maxelem", "7");
        run("ipset", "add", "theirs", "10.0.0.1,sctp:80");
        run("ipset", "add", "theirs", "10.0.0.2,udp:65535");
        var theirs = new SetSpec("theirs", SetSpec.Kind.IP_PORT, IpVersion.V4, 7);
        assertThat(header(ipset, theirs).set()).isEqualTo(theirs);
        assertThat(list(ipset, theirs)).containsExactly("10.0.0.1,sctp:80", "10.0.0.2,udp:65535");
        assertThat(ipset.create(theirs)).isEmpty();
        assertThat(ipset.delete(theirs, members("10.0.0.1,sctp:80"))).isEmpty();
        assertThat(printed(theirs)).containsExactly("10.0.0.2,udp:65535");
    }

    @Test
    void setsOfOthersAreNamedAndNotRead() {
        run("ipset", "create", "theirs", "list:set");
        assertThat(lab.names()).containsExactly("theirs");
        assertThat(ipset.header("theirs"))
                .isInstanceOfSatisfying(
                        Reading.Unread.class,
                        unread -> assertThat(unread.why().reason()).isEqualTo(Reason.OTHER_TYPE));
        assertThat(reason(ipset.list("theirs", new SetLab.Nobody()))).hasValue(Reason.OTHER_TYPE);
    }

    private Set<String> printed(SetSpec set) {
        var exit = lab.commands().run("ipset", "list", set.name());
        var lines = exit.output().lines().toList();
        return new TreeSet<>(lines.subList(lines.indexOf("Members:") + 1, lines.size()));
    }

    private void run(String... command) {
        assertThat(lab.commands().run(command)).isEqualTo(new Exit(0, "", ""));
    }
}
