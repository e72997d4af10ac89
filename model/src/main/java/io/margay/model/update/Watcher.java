package io.margay.model.update;

import io.margay.model.net.Cidr;
import java.util.Set;

/// Is told what happens to what a host holds, in numbers: no object is made for what sets mean.
public interface Watcher {
    /// Does not look.
    Watcher NOBODY = new Watcher() {
        @Override
        public void changing(Holdings held, Changing changing) {}

        @Override
        public void replacing(Holdings before, Holdings after, Set<Cidr> ended) {}
    };

    /// An update is about to change what is held, which is still as it was.
    ///
    /// Errors: [UpdateRefused], and the update is not taken.
    void changing(Holdings held, Changing changing);

    /// An update is about to replace all that is held.
    ///
    /// Errors: as of `changing`.
    ///
    /// @param ended the addresses whose owners ended, or lost them, since `before`
    void replacing(Holdings before, Holdings after, Set<Cidr> ended);
}
