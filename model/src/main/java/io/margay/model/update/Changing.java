package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an update is about to change. Of policies, profiles and rule sets, only those that differ.
public final class Changing {
    /// The rules that come or change.
    ///
    /// @param endpoints with policies by name
    public record Rules(List<PolicyRules> policies, List<ProfileRules> profiles, List<RuleSet> endpoints) {}

    /// The rules that go.
    public record Gone(List<ResourceKey> policies, List<String> profiles, List<ResourceKey> endpoints) {}

    /// Hears of an identity.
    public interface EachIdentity {
        /// As it will be.
        void identity(int number, HeldIdentity identity);
    }

    private final List<Turn> sets;
    private final IntTable<HeldIdentity> identities;
    private final Rules rules;
    private final Gone gone;
    private final Set<Cidr> ended;

    Changing(List<Turn> sets, IntTable<HeldIdentity> identities, Rules rules, Gone gone, Set<Cidr> ended) {
        this.sets = sets;
        this.identities = identities;
        this.rules = rules;
        this.gone = gone;
        this.ended = ended;
    }

    /// What becomes of each set that was named.
    public List<Turn> sets() {
        return sets;
    }

    /// Tells the identities that come, or may change, as they will be.
    public void forEachIdentity(EachIdentity each) {
        identities.forEach(each::identity);
    }

    /// An identity as it will be, where it was named; else null.
    public @Nullable HeldIdentity identity(int number) {
        return identities.get(number);
    }

    /// The rules that come or change.
    public Rules rules() {
        return rules;
    }

    /// The rules that go.
    public Gone gone() {
        return gone;
    }

    /// The addresses whose owners ended, or lost them.
    public Set<Cidr> ended() {
        return Collections.unmodifiableSet(ended);
    }
}
