package io.margay.dataplane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabIT {
    @Test
    void whatADeadProcessLeftIsRemovedAndWhatALivingOneHasIsNot() {
        Privileged.assumeLab();
        var commands = Commands.in(Netns.OWN);
        var dead = "margay-lab-4194999-1-bridge";
        assertThat(commands.run("ip", "netns", "add", dead).ok()).isTrue();
        Netns made;
        try (var one = Lab.open()) {
            assertThat(Files.exists(Netns.FOLDER.resolve(dead))).isFalse();
            made = one.addNode("n", List.of()).netns();
            try (var other = Lab.open()) {
                assertThat(other.workloads()).isEmpty();
                assertThat(Files.exists(Netns.FOLDER.resolve(made.name()))).isTrue();
            }
        }
        assertThat(Files.exists(Netns.FOLDER.resolve(made.name()))).isFalse();
    }
}
