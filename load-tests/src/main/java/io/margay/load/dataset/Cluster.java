package io.margay.load.dataset;

import java.util.Map;
import java.util.function.Consumer;

/// A cluster that can be written down once: first what there is, then what happens.
interface Cluster {
    /// Every object, in the order to be written.
    void snapshot(Consumer<Map<String, Object>> out);

    /// Every change after that.
    void updates(Consumer<Map<String, Object>> out);
}
