package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.model.net.IpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What an earlier life of the agent left in the backend that is not used. It goes once everything is in the other one;
/// until then a packet passes both.
final class Leftovers {
    private final Optional<Iptables> other;
    private final List<IpVersion> versions;
    private boolean isDone;

    Leftovers(Backends backends) {
        other = backends.other();
        versions = backends.versions();
        isDone = other.isEmpty();
    }

    /// Whether they are gone.
    boolean isDone() {
        return isDone;
    }

    /// Removes them; why not, if that failed.
    Optional<String> remove() {
        var failure = other.flatMap(iptables -> versions.stream()
                .flatMap(version -> removeFrom(iptables, version).stream())
                .findFirst());
        isDone = failure.isEmpty();
        return failure;
    }

    private static Optional<String> removeFrom(Iptables iptables, IpVersion version) {
        var reader = new OwnChainsReader();
        var read = iptables.saveAll(version, reader);
        if (!read.ok()) {
            return failed(iptables, read);
        }
        return reader.all().stream()
                .flatMap(own -> removeFrom(iptables, version, own).stream())
                .findFirst();
    }

    private static Optional<String> removeFrom(Iptables iptables, IpVersion version, OwnChains own) {
        var held = new HashSet<String>();
        Exit exit;
        boolean isNew;
        do {
            var text = own.restoreText(List.of(), held);
            exit = text.isEmpty() ? Exit.DONE : iptables.restore(version, text);
            isNew = !exit.ok() && held.addAll(Complaint.of(text, exit).held());
        } while (isNew);
        return exit.ok() ? Optional.empty() : failed(iptables, exit);
    }

    private static Optional<String> failed(Iptables iptables, Exit exit) {
        return Optional.of("rules of an earlier agent are still in iptables-"
                + iptables.backend().text() + ", too: " + exit.why());
    }
}
