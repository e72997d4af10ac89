package io.margay.cli.compute;

import io.margay.actors.view.SharedViews;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.update.Ints;
import java.util.List;

/// Policies and profiles as bytes: the fields that there are, each after its place among all.
final class PolicyBytes {
    private static final int REF = 1;
    private static final int API_VERSION = 2;
    private static final int TIER = 3;
    private static final int STAGED = 4;
    private static final int POLICY_INGRESS = 5;
    private static final int POLICY_EGRESS = 6;

    private static final int NAME = 1;
    private static final int MISSING = 2;
    private static final int PROFILE_INGRESS = 3;
    private static final int PROFILE_EGRESS = 4;

    private final DigestBytes bytes;
    private final RuleBytes rules;

    PolicyBytes(DigestBytes bytes, SharedViews shared, SetDigests sets) {
        this.bytes = bytes;
        this.rules = new RuleBytes(bytes, shared, sets);
    }

    /// @param sets the numbers of those that its rules name, in their order
    void policy(PolicyRules policy, Ints sets) {
        rules.begin(sets);
        bytes.number(REF);
        ref(policy.key());
        bytes.number(API_VERSION);
        bytes.repeated(policy.key().kind().apiVersion());
        bytes.number(TIER);
        bytes.repeated(policy.tier());
        if (policy.staged()) {
            bytes.number(STAGED);
            bytes.number(1);
        }
        rules(POLICY_INGRESS, policy.ingressRules());
        rules(POLICY_EGRESS, policy.egressRules());
        bytes.number(0);
    }

    /// @param sets the numbers of those that its rules name, in their order
    void profile(ProfileRules profile, Ints sets) {
        rules.begin(sets);
        bytes.number(NAME);
        bytes.text(profile.name());
        if (!profile.known()) {
            bytes.number(MISSING);
            bytes.number(1);
        }
        rules(PROFILE_INGRESS, profile.ingressRules());
        rules(PROFILE_EGRESS, profile.egressRules());
        bytes.number(0);
    }

    private void ref(ResourceKey key) {
        int from = bytes.beginText();
        bytes.piece(key.kind().word(), true);
        bytes.octet('/');
        if (!key.namespace().isEmpty()) {
            bytes.piece(key.namespace(), true);
            bytes.octet('/');
        }
        bytes.piece(key.name(), false);
        bytes.endText(from);
    }

    private void rules(int field, List<Rule> some) {
        if (!some.isEmpty()) {
            bytes.number(field);
            bytes.number(some.size());
            for (var rule : some) {
                rules.write(rule);
            }
        }
    }
}
