package io.margay.dataplane.agent;

import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.ResourceKey;
import io.margay.wire.FromHost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// How a host stands, for its engine: from what its writer reports and what people release. For one thread.
final class Stance {
    private final InstantSource clock;
    private Releases releases;
    private List<Writer.Failing> failing = List.of();
    private long repaired;
    private long revision;
    private Instant enforced;

    /// Of a host that enforces nothing yet.
    Stance(Releases releases, InstantSource clock) {
        this.releases = releases;
        this.clock = clock;
        this.enforced = clock.instant();
    }

    /// Takes what the writer says; whether an engine does not hear it otherwise.
    boolean isNews(Report report) {
        switch (report) {
            case Report.Enforced(var _, var at, var _) -> {
                enforced = at == revision ? enforced : clock.instant();
                revision = at;
                return false;
            }
            case Report.Failing(var _, var objects) -> failing = objects;
            case Report.Repaired(var _, var repair) -> repaired += repair.count();
            case Report.Failed _, Report.Refused _, Report.OfState _, Report.OfStream _ -> {
                return false;
            }
        }
        return true;
    }

    /// From now on these pass by.
    void released(Releases now) {
        releases = now;
    }

    /// Whether there is nothing to say.
    boolean isNothing() {
        return revision == 0 && releases.equals(Releases.NONE) && failing.isEmpty() && repaired == 0;
    }

    /// All of it, now.
    FromHost.Standing said() {
        return new FromHost.Standing(
                revision,
                Duration.between(enforced, clock.instant()).toSeconds(),
                releases.host(),
                FromHost.Some.of(releases.endpoints().stream()
                        .map(ResourceKey::ref)
                        .sorted()
                        .toList()),
                FromHost.Some.of(failing.stream()
                        .map(each -> new FromHost.Refused(each.what(), each.why()))
                        .toList()),
                repaired);
    }
}
