package io.margay.engine.catalog;

import io.margay.engine.identity.Holder;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Kind;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Service;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.resource.Tier;
import io.margay.model.resource.WorkloadEndpoint;
import io.margay.model.ruleset.TierRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what resources name that is not there, and what nobody can enforce. Nothing of it changes what is in force.
final class References {
    private final Inputs inputs;
    private final Catalog catalog;
    private final RuleReferences rules;
    private final List<Notice> notices = new ArrayList<>();

    private References(Inputs inputs, Catalog catalog) {
        this.inputs = inputs;
        this.catalog = catalog;
        this.rules = new RuleReferences(services(inputs), serviceAccounts(inputs), notices);
    }

    /// What is to be said about these inputs, in the order of their keys; unknown namespaces and ties after the rest.
    static List<Notice> check(Inputs inputs, Catalog catalog) {
        var references = new References(inputs, catalog);
        inputs.all().forEach(references::check);
        references.checkNamespaces();
        references.checkTies();
        return List.copyOf(references.notices);
    }

    private void check(Resource resource) {
        switch (resource) {
            case CalicoPolicy policy -> check(policy);
            case AdminPolicy policy -> check(policy);
            case Profile profile -> rules.check(profile, profile.ingressRules(), profile.egressRules());
            case HostEndpoint endpoint -> checkProfiles(endpoint, endpoint.profiles());
            case WorkloadEndpoint endpoint -> checkProfiles(endpoint, endpoint.profiles());
            case KubernetesNetworkPolicy _, StagedKubernetesNetworkPolicy _, Tier _, Namespace _, ServiceAccount _ -> {}
            case Pod _, Node _, Service _, EndpointSlice _, NetworkSet _, GlobalNetworkSet _ -> {}
        }
    }

    private void check(CalicoPolicy policy) {
        var tier = policy.spec().tier();
        if (catalog.tier(tier).filter(TierRules::known).isEmpty()) {
            say(
                    policy,
                    "spec.tier",
                    "there is no tier \"" + tier + "\"; it comes after all others and denies by default");
        }
        rules.check(policy, policy.spec().ingressRules(), policy.spec().egressRules());
    }

    private void check(AdminPolicy policy) {
        for (int i = 0; i < policy.egressRules().size(); i++) {
            var rule = policy.egressRules().get(i);
            if (rule.peers().stream().anyMatch(AdminRule.DomainNames.class::isInstance)) {
                var what = "domain names cannot be enforced; they match nothing";
                notices.add(new Notice(rule.where(), policy.key(), "spec.egress[" + i + "].to", what));
            }
        }
    }

    private void checkProfiles(Resource endpoint, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (!catalog.profile(names.get(i)).known()) {
                say(endpoint, "spec.profiles[" + i + "]", "there is no profile \"" + names.get(i) + "\"; it denies");
            }
        }
    }

    private void checkNamespaces() {
        var missing = new HashSet<String>();
        for (var pod : inputs.all(Pod.class)) {
            var namespace = pod.metadata().namespace();
            var isMissing = Holder.of(pod).isPresent() && !inputs.has(new ResourceKey(Kind.NAMESPACE, "", namespace));
            if (isMissing && missing.add(namespace)) {
                say(
                        pod,
                        "metadata.namespace",
                        "there is no namespace \"" + namespace + "\"; where no tier decides, it denies");
            }
        }
    }

    /// Policies of one kind, tier and priority: the API leaves their order open.
    private void checkTies() {
        var byPlace = inputs.all(AdminPolicy.class).stream()
                .collect(Collectors.groupingBy(References::place, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<AdminPolicy>> place : byPlace.entrySet()) {
            var tied = place.getValue();
            var names = tied.stream().map(policy -> policy.metadata().name()).collect(Collectors.joining(", "));
            for (var policy : tied.subList(1, tied.size())) {
                say(
                        policy,
                        "spec.priority",
                        "shares its priority " + policy.priority() + ", so names decide: " + names);
            }
        }
    }

    private static String place(AdminPolicy policy) {
        return policy.kind() + " " + policy.tier() + " " + policy.priority();
    }

    private void say(Resource resource, String path, String what) {
        notices.add(new Notice(resource.metadata().where(), resource.key(), path, what));
    }

    private static Set<String> services(Inputs inputs) {
        var written =
                inputs.all(Service.class).stream().map(service -> service.key().path());
        var sliced = inputs.all(EndpointSlice.class).stream()
                .map(slice -> slice.metadata().namespace() + "/" + slice.service());
        return Stream.concat(written, sliced).collect(Collectors.toSet());
    }

    private static Set<String> serviceAccounts(Inputs inputs) {
        var accounts = inputs.all(ServiceAccount.class);
        return accounts.stream()
                .flatMap(account ->
                        Stream.of(account.key().path(), account.metadata().name()))
                .collect(Collectors.toSet());
    }
}
