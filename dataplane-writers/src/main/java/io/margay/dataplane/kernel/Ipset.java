package io.margay.dataplane.kernel;

import java.util.List;

/// ipset, of one network namespace.
public interface Ipset {
    /// Carries out commands of `ipset restore`, a line each, in order, up to the first that fails. Adding what is there
    /// and deleting what is not are no failures.
    Exit restore(String commands);

    /// The names of all sets, a line each.
    Exit names();

    /// The one that runs `ipset`.
    static Ipset exec(Commands commands) {
        return new Ipset() {
            @Override
            public Exit restore(String text) {
                return commands.run(List.of("ipset", "restore", "-exist"), text);
            }

            @Override
            public Exit names() {
                return commands.run("ipset", "list", "-name");
            }
        };
    }
}
