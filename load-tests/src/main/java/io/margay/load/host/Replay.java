package io.margay.load.host;

import io.margay.model.update.Part;
import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;

/// What a host holds that was told some updates, one after the other: as `HostReplica` has it, and refused where it
/// refuses, for whoever looks at a thousand hosts once each.
///
/// It holds what it was told by reference, and nothing that only a host needs which goes on: which sets mean an
/// identity, who has an address. After a refusal it is of no use. For one thread.
///
/// Cost: a reference for each identity, and an addition for each identity in each set.
public final class Replay {
    private ReplayedIdentities identities = new ReplayedIdentities();
    private ReplayedSets sets = new ReplayedSets(identities);
    private ReplayedRules rules = new ReplayedRules();
    private long incarnation;
    private long revision;

    /// Takes an update on.
    ///
    /// Errors: [UpdateRefused], as of `HostReplica.apply`.
    ///
    /// @param parts those of the update; its own are not looked at
    public void take(Update header, Iterable<Part> parts) {
        begin(header);
        parts.forEach(identities::take);
        parts.forEach(sets::take);
        parts.forEach(rules::take);
        rules.settle();
        identities.settle(header.all());
        incarnation = header.incarnation();
        revision = header.revision();
    }

    /// Its identities.
    ReplayedIdentities identities() {
        return identities;
    }

    /// Its sets.
    ReplayedSets sets() {
        return sets;
    }

    /// Its rules.
    ReplayedRules rules() {
        return rules;
    }

    private void begin(Update header) {
        if (header.revision() <= header.base()) {
            throw new UpdateRefused("revision " + header.revision() + " does not follow " + header.base());
        }
        if (header.base() == 0) {
            identities = new ReplayedIdentities();
            sets = new ReplayedSets(identities);
            rules = new ReplayedRules();
        } else if (header.base() != revision || header.incarnation() != incarnation) {
            throw new UpdateRefused("it changes revision " + header.base() + " of " + header.incarnation() + ", but "
                    + revision + " of " + incarnation + " is here");
        }
    }
}
