package io.margay.model.update;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.update.Part.EndpointContents;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartTest {
    @Test
    void anEndpointHasItsPoliciesByNumberAlone() {
        var tier = new TierPolicies("t", Action.DENY, List.of(), List.of());
        var none = List.<TierPolicies>of();
        var pod = new ResourceKey(Kind.POD, "shop", "web");
        var ruleSet = new RuleSet(pod, 0, "", List.of(), "", none, none, none, List.of(tier), List.of());
        assertThatThrownBy(() -> new EndpointContents(ruleSet, List.of(), List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shop/web");
    }
}
