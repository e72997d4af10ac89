package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import java.util.EnumSet;
import java.util.Set;

/// Reads what a global policy says of host endpoints: doNotTrack, preDNAT, applyOnForward.
final class HostFlags {
    private HostFlags() {}

    /// The flags that are true; each must go with the others and with `types`.
    static Set<Flag> read(Fields spec, PolicyTypes types) {
        var flags = EnumSet.noneOf(Flag.class);
        add(flags, Flag.DO_NOT_TRACK, spec.flag("doNotTrack"));
        add(flags, Flag.PRE_DNAT, spec.flag("preDNAT"));
        add(flags, Flag.APPLY_ON_FORWARD, spec.flag("applyOnForward"));
        boolean early = flags.contains(Flag.DO_NOT_TRACK) || flags.contains(Flag.PRE_DNAT);
        if (early && !flags.contains(Flag.APPLY_ON_FORWARD)) {
            spec.problem("applyOnForward", "must be true where doNotTrack or preDNAT is");
        }
        if (flags.contains(Flag.PRE_DNAT)) {
            checkPreDnat(spec, types, flags);
        }
        return flags;
    }

    private static void checkPreDnat(Fields spec, PolicyTypes types, Set<Flag> flags) {
        if (flags.contains(Flag.DO_NOT_TRACK)) {
            spec.problem("preDNAT", "must not be true where doNotTrack is");
        }
        if (Items.isSet(spec, "egress")) {
            spec.problem("egress", "must be empty where preDNAT is true");
        } else if (types.egress()) {
            spec.problem("types", "must not name Egress where preDNAT is true");
        }
    }

    private static void add(Set<Flag> flags, Flag flag, boolean isTrue) {
        if (isTrue) {
            flags.add(flag);
        }
    }
}
