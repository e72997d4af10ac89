package io.margay.dataplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.probe.Capability.Supported;
import org.junit.jupiter.api.Test;

class IptablesProbeIT {
    @Test
    void findsWhatTheWriterNeedsAndLeavesNothing() {
        Privileged.assumeLab();
        var findings = IptablesProbe.findings();
        assertThat(findings).extracting(Finding::what).doesNotHaveDuplicates().contains("ipset, IPv6: hash:ip,port");
        assertThat(findings)
                .filteredOn(finding -> finding.what().startsWith("iptables-nft, IPv4: match "))
                .hasSize(8)
                .allSatisfy(finding -> assertThat(finding.capability()).isEqualTo(new Supported()));
        var commands = Commands.in(Netns.OWN);
        assertThat(commands.run("iptables-nft-save").output()).doesNotContain("mgy-probe");
        assertThat(commands.run("iptables-legacy-save").output()).doesNotContain("mgy-probe");
        assertThat(commands.run("ipset", "list", "-n").output()).doesNotContain("mgy-probe");
    }
}
