package io.margay.dataplane.iptables;

import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the kernel's sets of one IP version are called now. A set may be written anew beside the one that rules look
/// into, under another name: the first with a number behind it. Rules look into it once they are rendered with its
/// name.
final class SetNames {
    private final IpVersion version;
    /// Of those that do not have their first name.
    private final Map<SetId, String> others = new HashMap<>();

    SetNames(IpVersion version) {
        this.version = version;
    }

    IpVersion version() {
        return version;
    }

    /// The name that rules are rendered with.
    String of(SetId id) {
        var other = others.get(id);
        return other == null ? Names.set(id, version) : other;
    }

    /// From now on it has this name.
    void rename(SetId id, String name) {
        if (name.equals(Names.set(id, version))) {
            others.remove(id);
        } else {
            others.put(id, name);
        }
    }

    /// The first name that no set has.
    String free(SetId id, Set<String> there) {
        var first = Names.set(id, version);
        return Stream.iterate(0, number -> number + 1)
                .map(number -> Names.generation(first, number))
                .filter(name -> !there.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /// Those of these that are names of a set.
    Stream<String> all(SetId id, Collection<String> there) {
        var first = Names.set(id, version);
        return there.stream()
                .filter(name -> name.startsWith(first) && Names.isGeneration(name, first))
                .sorted();
    }
}
