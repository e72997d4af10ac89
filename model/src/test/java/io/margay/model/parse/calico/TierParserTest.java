package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.accepted;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Problem;
import io.margay.model.resource.Action;
import io.margay.model.resource.Order;
import io.margay.model.resource.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierParserTest {
    @Test
    void everyFieldIsRead() {
        var tier = accepted(Tier.class, resource("Tier", "security", "{order: 100.5, defaultAction: Pass}"));

        assertThat(tier.metadata().name()).isEqualTo("security");
        assertThat(tier.order()).isEqualTo(new Order(100.5));
        assertThat(tier.defaultAction()).isEqualTo(Action.PASS);
    }

    @Test
    void withoutASpecATierIsLastAndDenies() {
        var tier = accepted(Tier.class, resource("Tier", "late", ""));

        assertThat(tier.order()).isEqualTo(Order.LAST);
        assertThat(tier.defaultAction()).isEqualTo(Action.DENY);
    }

    @ParameterizedTest
    @CsvSource({
        "default, 1000000",
        "adminnetworkpolicy, 1000",
        "baselineadminnetworkpolicy, 10000000",
        "kube-admin, 1000",
        "kube-baseline, 10000000"
    })
    void builtInTiersHaveTheirPlace(String name, long order) {
        assertThat(accepted(Tier.class, resource("Tier", name, "{order: " + order + "}"))
                        .order())
                .isEqualTo(new Order(order));
        assertThat(accepted(Tier.class, resource("Tier", name, "{}")).order()).isEqualTo(new Order(order));
    }

    @Test
    void theStatusThatCalicoWritesIsIgnored() {
        var yaml = resource("Tier", "security", "{}") + "status: {conditions: [{type: Ready}]}\n";

        assertThat(problems(yaml)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        default => {order: 10} => spec.order: of tier default must be 1000000, is 10
        adminnetworkpolicy => {order: 10} => spec.order: of tier adminnetworkpolicy must be 1000, is 10
        baselineadminnetworkpolicy => {order: 10} => spec.order: of tier baselineadminnetworkpolicy must be 10000000, is 10
        security => {defaultAction: Allow} => spec.defaultAction: must be Deny or Pass, is "Allow"
        security => {order: '10'} => spec.order: must be a number, is the text "10"
        security => {rules: []} => spec: unknown field `rules`
        a.b => {} => metadata.name: must be a DNS-1123 label (a-z, 0-9 and -, beginning and ending with a letter or digit), is "a.b"
        """)
    void whatCalicoRefusesIsRefused(String name, String spec, String problem) {
        assertThat(problems(resource("Tier", name, spec))).containsExactly(problem);
    }

    @Test
    void anotherOrderOfATierThatIsBuiltInLaterIsOdd() {
        var input = Reading.read(resource("Tier", "kube-admin", "{order: 10}"));

        assertThat(input.problems()).isEmpty();
        assertThat(input.warnings())
                .map(Problem::what)
                .containsExactly("of tier kube-admin must be 1000 from Calico v3.32 on, is 10");
    }
}
