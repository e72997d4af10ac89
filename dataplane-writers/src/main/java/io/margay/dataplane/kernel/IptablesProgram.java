package io.margay.dataplane.kernel;

import java.util.List;
import java.util.stream.Stream;

/// One of the programs that speak to iptables, for all tables: of one backend and IP version.
///
/// @param name such as `ip6tables-legacy`
public record IptablesProgram(Commands commands, String name) {
    private static final List<String> NAMES =
            List.of("iptables-nft", "ip6tables-nft", "iptables-legacy", "ip6tables-legacy");

    /// All that there may be, whether they are here or not.
    public static Stream<IptablesProgram> all(Commands commands) {
        return NAMES.stream().map(name -> new IptablesProgram(commands, name));
    }

    /// Every table that is in use, as its `-save` prints it.
    public Exit save() {
        return commands.run(name + "-save");
    }

    /// Applies the text of its `-restore`, a table at a time, and leaves what the text does not name.
    public Exit restore(String text) {
        return commands.run(List.of(name + "-restore", "--noflush"), text);
    }
}
