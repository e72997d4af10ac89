package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.IpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which backend a host uses, the change from one to the other, and the lock of the older one.
class BackendIT {
    private static final UpkeepConfig CONFIG = IptablesConfig.standard().upkeep();

    private PacketLab lab;
    private Commands commands;

    @BeforeEach
    void makeLab() throws IOException {
        lab = PacketLab.open();
        commands = Commands.in(lab.node().netns());
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void looksWithoutMakingATable() {
        var backends = Backends.find(CONFIG, commands);
        assertThat(backends.used().backend()).isEqualTo(Backend.NFT);
        assertThat(backends.other()).map(Iptables::backend).contains(Backend.LEGACY);
        assertThat(legacyTables()).isEmpty();
    }

    @Test
    void usesWhatOthersUse() {
        tell("iptables-legacy -A INPUT -j RETURN");
        assertThat(Backends.find(CONFIG, commands).used().backend()).isEqualTo(Backend.LEGACY);
        assertThat(Backends.find(CONFIG.with(Backend.NFT), commands).used().backend())
                .isEqualTo(Backend.NFT);
        tell("iptables-nft -t mangle -N KUBE-IPTABLES-HINT");
        assertThat(Backends.find(CONFIG, commands).used().backend()).isEqualTo(Backend.NFT);
    }

    @Test
    void itsOwnRulesDoNotCount() {
        var legacy = writer(CONFIG.with(Backend.LEGACY), commands);
        assertThat(legacy.apply(plan())).isInstanceOf(Writer.Done.class);
        assertThat(Backends.find(CONFIG, commands).used().backend()).isEqualTo(Backend.NFT);
    }

    @Test
    void makesNoLegacyTableThatItHasNothingFor() {
        assertThat(writer(CONFIG.with(Backend.LEGACY), commands).apply(plan())).isInstanceOf(Writer.Done.class);
        assertThat(legacyTables()).containsExactly("filter");
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void changesTheBackendWithoutAMomentThatIsOpenOrClosed(Backend after) throws Exception {
        var before = writer(CONFIG.with(after.other()), commands);
        assertThat(before.apply(plan())).isInstanceOf(Writer.Done.class);
        try (var flow = new Flow(lab)) {
            flow.awaitRounds(3);
            var done = writer(CONFIG.with(after), commands).apply(plan());
            assertThat(done).isEqualTo(new Writer.Done(List.of()));
            flow.awaitRounds(3);
            assertThat(flow.wrong()).isEmpty();
        }
        for (var family : List.of("iptables-", "ip6tables-")) {
            assertThat(saved(family + after.other().text())).doesNotContain("mgy");
            assertThat(saved(family + after.text())).contains("-A FORWARD -j mgy-forward");
        }
    }

    @Test
    void saysWhoHoldsTheLockAndWritesOnceItIsFree(@TempDir Path folder) throws Exception {
        var file = Files.createFile(folder.resolve("lock"));
        var locked = commands.with("XTABLES_LOCKFILE", file.toString());
        var config = new UpkeepConfig(Optional.of(Backend.LEGACY), Duration.ofSeconds(1), Duration.ofMinutes(1));
        var writer = writer(config, locked);
        var holder =
                new ProcessBuilder("flock", "--close", file.toString(), "sh", "-c", "echo locked; exec cat").start();
        try {
            assertThat(holder.getInputStream().read()).isPositive();
            assertThat(writer.apply(plan()))
                    .isInstanceOfSatisfying(
                            Writer.Failed.class,
                            failed -> assertThat(failed.why())
                                    .startsWith(
                                            "writing the filter table of IPv4: the xtables lock is held by process ")
                                    .contains(") for longer than 1 s"));
        } finally {
            // Its child ends with its input.
            holder.destroyForcibly().waitFor();
        }
        assertThat(writer.refresh()).isEqualTo(new Writer.Done(List.of()));
        lab.expect("a tcp 80", "!b tcp 80");
    }

    @Test
    void saysThatTheLockCannotBeTaken(@TempDir Path folder) {
        var locked =
                commands.with("XTABLES_LOCKFILE", folder.resolve("gone/lock").toString());
        assertThat(writer(CONFIG.with(Backend.LEGACY), locked).apply(plan()))
                .isInstanceOfSatisfying(
                        Writer.Failed.class,
                        failed -> assertThat(failed.why()).contains("the xtables lock cannot be taken: "));
    }

    @Test
    void saysThatThereIsNoProgram(@TempDir Path folder) {
        var nothing = commands.with("PATH", folder.toString());
        assertThat(writer(CONFIG.with(Backend.NFT), nothing).apply(plan()))
                .isInstanceOfSatisfying(
                        Writer.Failed.class,
                        failed -> assertThat(failed.why()).contains("there is no program iptables-nft-save"));
    }

    @Test
    void aHostWithoutIpv6HasRulesForIpv4() {
        var writer = lab.newWriter((outside, there) -> new IptablesWriter.Outside(
                new Backends(Iptables.nft(there), Optional.empty(), List.of(IpVersion.V4), ""),
                outside.ipset(),
                outside.routes(),
                outside.clock()));
        assertThat(writer.apply(plan())).isEqualTo(new Writer.Done(List.of()));
        lab.expect4("a tcp 80", "!b tcp 80");
        assertThat(saved("ip6tables-nft")).doesNotContain("mgy");
    }

    @ParameterizedTest
    @EnumSource(IpVersion.class)
    void whatFailsForOneVersionKeepsNothingFromTheOther(IpVersion broken) {
        var writer = lab.newWriter((outside, there) -> new IptablesWriter.Outside(
                Backends.only(new OneVersion(Iptables.nft(there), broken)),
                outside.ipset(),
                outside.routes(),
                outside.clock()));
        assertThat(writer.apply(plan()))
                .isEqualTo(new Writer.Failed(
                        "writing the filter table of IPv" + broken.number() + ": not for this version"));
        assertThat(saved(broken == IpVersion.V4 ? "ip6tables-nft" : "iptables-nft"))
                .contains("-A FORWARD -j mgy-forward");
    }

    private record OneVersion(Iptables real, IpVersion broken) implements Iptables {
        @Override
        public Exit restore(IpVersion version, String text) {
            return version == broken
                    ? new Exit(Exit.NOT_STARTED, "", "not for this version")
                    : real.restore(version, text);
        }

        @Override
        public Exit save(IpVersion version, Table table, Consumer<String> lines) {
            return real.save(version, table, lines);
        }
    }

    private IptablesWriter writer(UpkeepConfig config, Commands commandsOfIt) {
        return (IptablesWriter) lab.newWriter((outside, _) -> new IptablesWriter.Outside(
                Backends.find(config, commandsOfIt), outside.ipset(), outside.routes(), outside.clock()));
    }

    /// Everything, for a writer that knows nothing.
    private Plan plan() {
        var holding = lab.under(lab.holding(), source(ALLOW, selected("a")));
        return new ByTransaction().receive(holding.everything(0, 1));
    }

    private List<String> legacyTables() {
        return commands.run("cat", "/proc/net/ip_tables_names", "/proc/net/ip6_tables_names")
                .output()
                .lines()
                .distinct()
                .toList();
    }

    private void tell(String line) {
        assertThat(commands.run(line.split(" ", -1))).matches(Exit::ok, line);
    }

    private String saved(String program) {
        return commands.run(program + "-save").output();
    }
}
