package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyNamesTest {
    @ParameterizedTest
    @CsvSource({
        "NetworkPolicy, web, default",
        "NetworkPolicy, default.web, default",
        "NetworkPolicy, security.web, security",
        "NetworkPolicy, knp.default.web.v1, default",
        "NetworkPolicy, ossg.default.web, default",
        "NetworkPolicy, ossg.web, security",
        "GlobalNetworkPolicy, web, default",
        "GlobalNetworkPolicy, security.web, security",
        "StagedNetworkPolicy, security.web, security",
        "StagedGlobalNetworkPolicy, web, default",
    })
    void aNameBeginsWithItsTier(String kind, String name, String tier) {
        assertThat(problems(resource(kind, name, "{tier: " + tier + "}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        NetworkPolicy => web => security => must begin with the name of its tier, as security.web, is "web"
        GlobalNetworkPolicy => platform.web => security => must begin with the name of its tier, as security.web, is "platform.web"
        StagedNetworkPolicy => security.web => default => must begin with the name of its tier, as default.web, is "security.web"
        NetworkPolicy => default.web.v1 => default => must be a name such as web or default.web, with one dot at most, is "default.web.v1"
        GlobalNetworkPolicy => knp.default.web => default => must be a name such as web or default.web, with one dot at most, is "knp.default.web"
        StagedNetworkPolicy => knp.default.web => default => must not begin with knp.default.
        """)
    void anotherNameIsRefused(String kind, String name, String tier, String problem) {
        assertThat(problems(resource(kind, name, "{tier: " + tier + "}"))).containsExactly("metadata.name: " + problem);
    }

    @ParameterizedTest
    @CsvSource({"Web", "-web", "web_1", "''"})
    void whatIsNoNameIsToldOnce(String name) {
        assertThat(problems(resource("NetworkPolicy", "'" + name + "'", "{tier: security}")))
                .hasSize(1);
    }
}
