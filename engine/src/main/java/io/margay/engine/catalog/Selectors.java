package io.margay.engine.catalog;

import io.margay.engine.identity.WellKnown;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Requirement;
import io.margay.model.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The selectors that users write, as selectors over the labels that endpoints have and inherit.
///
/// Source: `docs/semantics.md`, "Selectors"; how they are put together decides their ids, which are Calico's.
final class Selectors {
    private static final Selector HAS_NAMESPACE = new Selector.Has(WellKnown.NAMESPACE);
    private static final Selector IS_POD = new Selector.Equals(WellKnown.ORCHESTRATOR, WellKnown.KUBERNETES);

    private Selectors() {}

    /// Pods by label; never network sets, host endpoints or other workloads.
    static Selector pods(LabelSelector selector) {
        var terms = new ArrayList<Selector>();
        terms.add(IS_POD);
        terms.addAll(terms(selector));
        return Selector.and(terms);
    }

    /// What is in a namespace of these labels; an empty selector means all namespaces.
    static Selector inNamespaces(LabelSelector selector) {
        return inNamespaces(plain(selector));
    }

    /// What is in a namespace that a Calico selector means. `all()` is any namespace, `global()` is none.
    static Selector inNamespaces(Selector selector) {
        return selector.mapKeys(WellKnown.NAMESPACE_PREFIX::concat)
                .replace(HAS_NAMESPACE, new Selector.Not(HAS_NAMESPACE));
    }

    /// What is in this namespace.
    static Selector inNamespace(String namespace) {
        return new Selector.Equals(WellKnown.NAMESPACE, namespace);
    }

    /// What has a service account that a Calico selector means.
    static Selector withServiceAccount(Selector selector) {
        return selector.mapKeys(WellKnown.SERVICE_ACCOUNT_PREFIX::concat);
    }

    /// What has one of these service accounts.
    static Selector withServiceAccount(List<String> names) {
        return new Selector.In(WellKnown.SERVICE_ACCOUNT, names);
    }

    /// What a selector (null: anything) means in a namespace.
    static Selector subjectInNamespace(@Nullable Selector selector, String namespace) {
        return within(selector, inNamespace(namespace));
    }

    /// `selector` (null: anything) within namespaces: `all()` in either then means what has a namespace, so no host.
    static Selector subjectInNamespaces(@Nullable Selector selector, Selector namespaces) {
        return within(selector, namespaces.mapKeys(WellKnown.NAMESPACE_PREFIX::concat))
                .replace(HAS_NAMESPACE, new Selector.Global());
    }

    /// `selector` (null: anything) with service accounts: `all()` in either then means what has a service account.
    static Selector subjectWithServiceAccount(@Nullable Selector selector, Selector serviceAccounts) {
        return within(selector, withServiceAccount(serviceAccounts))
                .replace(new Selector.Has(WellKnown.SERVICE_ACCOUNT), new Selector.Global());
    }

    private static Selector within(@Nullable Selector selector, Selector limit) {
        return selector == null ? limit : Selector.and(selector, limit);
    }

    /// The selector over the labels as they are.
    static Selector plain(LabelSelector selector) {
        return Selector.and(terms(selector));
    }

    private static List<Selector> terms(LabelSelector selector) {
        var terms = new ArrayList<Selector>();
        selector.matchLabels().forEach((key, value) -> terms.add(new Selector.Equals(key, value)));
        selector.matchExpressions().forEach(requirement -> terms.add(term(requirement)));
        return terms;
    }

    private static Selector term(Requirement requirement) {
        var key = requirement.key();
        return switch (requirement.operator()) {
            case IN -> new Selector.In(key, requirement.values());
            case NOT_IN -> new Selector.NotIn(key, requirement.values());
            case EXISTS -> new Selector.Has(key);
            case DOES_NOT_EXIST -> new Selector.Not(new Selector.Has(key));
        };
    }
}
