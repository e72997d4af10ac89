package io.margay.model.update;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// All that a host was told, at one revision. Changed by [Draft] alone.
final class Holdings {
    /// A policy with its number.
    record HeldPolicy(int number, PolicyRules rules) {}

    final Map<Integer, HeldIdentity> identities = new HashMap<>();
    /// Identities that no set means.
    final RoaringBitmap unmeant = new RoaringBitmap();

    final Map<Integer, HeldSet> sets = new HashMap<>();
    final Map<SetId, HeldSet> setsById = new HashMap<>();
    final Map<Integer, ResourceKey> policyKeys = new HashMap<>();
    final Map<ResourceKey, HeldPolicy> policies = new HashMap<>();
    final Map<String, ProfileRules> profiles = new HashMap<>();
    final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();
}
