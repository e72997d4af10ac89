package io.margay.engine.verdict;

import io.margay.model.ruleset.Failsafes;
/// How to judge.
///
/// @param layer4Only whether HTTP matches are passed over, as if the request were the one that they ask for
/// @param failsafes of host endpoints

public record Options(boolean layer4Only, Failsafes failsafes) {
    /// As hosts enforce: a rule with an HTTP match allows nothing.
    public static final Options ENFORCED = new Options(false, Failsafes.CALICO);

    /// Layers 3 and 4 alone.
    public static final Options LAYER_4 = new Options(true, Failsafes.CALICO);
}
