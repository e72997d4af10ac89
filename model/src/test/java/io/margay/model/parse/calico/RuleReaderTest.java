package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.egress;
import static io.margay.model.parse.calico.Reading.ingress;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoRule.HttpMatch;
import io.margay.model.resource.CalicoRule.Icmp;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {
    @Test
    void aRuleSaysOnlyWhatIsWritten() {
        var rule = ingress("{action: Pass}");

        assertThat(rule.action()).isEqualTo(Action.PASS);
        assertThat(rule.ipVersion()).isNull();
        assertThat(rule.protocol()).isNull();
        assertThat(rule.notProtocol()).isNull();
        assertThat(rule.icmp()).isNull();
        assertThat(rule.notIcmp()).isNull();
        assertThat(rule.http()).isNull();
        assertThat(rule.source()).isEqualTo(EntityRule.ANY);
        assertThat(rule.destination()).isEqualTo(EntityRule.ANY);
    }

    @ParameterizedTest
    @CsvSource({"Allow,ALLOW", "Deny,DENY", "Log,LOG", "Pass,PASS"})
    void aRuleHasOneOfFourActions(String word, Action action) {
        assertThat(ingress("{action: " + word + "}").action()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"TCP,6", "UDP,17", "ICMP,1", "ICMPv6,58", "SCTP,132", "UDPLite,136", "6,6", "'''47''',47", "255,255"})
    void aProtocolIsANameOrANumber(String written, int number) {
        var rule = ingress("{action: Allow, protocol: %s, notProtocol: %s}".formatted(written, written));

        assertThat(rule.protocol()).isEqualTo(new Protocol(number));
        assertThat(rule.notProtocol()).isEqualTo(new Protocol(number));
    }

    @Test
    void icmpIsATypeAndACode() {
        var rule = ingress("{action: Allow, protocol: ICMP, icmp: {type: 3, code: 4}, notICMP: {type: 8}}");

        assertThat(rule.icmp()).isEqualTo(new Icmp(3, 4));
        assertThat(rule.notIcmp()).isEqualTo(new Icmp(8, -1));
    }

    @Test
    void icmpWithoutATypeAsksNothing() {
        var rule = ingress("{action: Deny, protocol: ICMP, icmp: {}, notICMP: {}}");

        assertThat(rule.icmp()).isNull();
        assertThat(rule.notIcmp()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ICMP,V4", "ICMPv6,V6", "1,", "58,", "TCP,"})
    void onlyTheNameOfAnIcmpImpliesAnIpVersion(String protocol, @Nullable IpVersion implied) {
        assertThat(ingress("{action: Allow, protocol: " + protocol + "}").ipVersion())
                .isEqualTo(implied);
        assertThat(ingress("{action: Allow, notProtocol: " + protocol + "}").ipVersion())
                .isNull();
    }

    @Test
    void theIpVersionIsFourOrSix() {
        assertThat(ingress("{action: Allow, ipVersion: 4}").ipVersion()).isEqualTo(IpVersion.V4);
        assertThat(egress("{action: Allow, ipVersion: 6}").ipVersion()).isEqualTo(IpVersion.V6);
    }

    @Test
    void httpIsKept() {
        var rule = ingress("""
            {action: Allow, http: {methods: [GET, PUT], paths: [{exact: /health}, {prefix: /api}]}}
            """);

        assertThat(rule.http()).isEqualTo(new HttpMatch(List.of("GET", "PUT"), List.of("/health", "/api*")));
    }

    @Test
    void aRuleKnowsItsLine() {
        var policy = Reading.accepted(CalicoPolicy.class, """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              ingress:
              - action: Allow
              - action: Deny
            """);

        assertThat(policy.spec().ingressRules())
                .map(rule -> rule.where())
                .containsExactly(new Where(Reading.FILE, 6), new Where(Reading.FILE, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{action: Allow, protocol: ICMP, icmp: {}}",
                "{action: Allow, protocol: 1, notICMP: {}}",
                "{action: Allow, protocol: ICMPv6, icmp: {type: 254, code: 255}}",
                "{action: Allow, notICMP: {type: 8}}",
                "{action: Allow, protocol: 1, ipVersion: 6}",
                "{action: Allow, protocol: ICMP, source: {nets: ['fd00::/8']}}",
                "{action: Log, metadata: {annotations: {Name: x, Example.COM/Y: ''}}}",
                "{action: Allow, protocol: null, source: null}"
            })
    void whatCalicoAcceptsIsAccepted(String rule) {
        assertThat(problems(resource("NetworkPolicy", "web", "{ingress: [" + rule + "]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        {}                                            => action: is missing
        {action: allow}                               => action: must be Allow, Deny, Log or Pass, is "allow"
        {action: Deny, verdict: x}                    => : unknown field `verdict`
        {action: Allow, ipVersion: 5}                 => ipVersion: must be 4 or 6, is the number 5
        {action: Allow, ipVersion: '4'}               => ipVersion: must be 4 or 6, is the text "4"
        {action: Allow, protocol: tcp}                => protocol: must be TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or 1..255, is tcp, did you mean TCP?
        {action: Allow, protocol: 0}                  => protocol: must be TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or 1..255, is 0
        {action: Allow, notProtocol: 256}             => notProtocol: must be TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or 1..255, is 256
        {action: Allow, protocol: [TCP]}              => protocol: must be TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or 1..255, is a list
        {action: Allow, icmp: {type: 8}}              => icmp: needs the rule's protocol to be ICMP or ICMPv6, by name
        {action: Allow, protocol: TCP, icmp: {}}      => icmp: needs the rule's protocol to be ICMP or ICMPv6, by name
        {action: Allow, protocol: 1, icmp: {type: 8}} => icmp: needs the rule's protocol to be ICMP or ICMPv6, by name
        {action: Allow, protocol: ICMP, icmp: {type: 255}} => icmp: type must be 0..254, is 255
        {action: Allow, protocol: ICMP, icmp: {type: 3, code: 256}} => icmp: code must be 0..255, is 256
        {action: Allow, protocol: ICMP, icmp: {code: 0}} => icmp.code: needs a type beside it
        {action: Allow, notICMP: {code: 0}}           => notICMP.code: needs a type beside it
        {action: Allow, protocol: ICMP, ipVersion: 6} => ipVersion: must be 4 with protocol ICMP, is 6
        {action: Allow, protocol: ICMPv6, ipVersion: 4} => ipVersion: must be 6 with protocol ICMPv6, is 4
        {action: Allow, notProtocol: ICMP, ipVersion: 6} => ipVersion: must be 4 with notProtocol ICMP, is 6
        {action: Allow, source: any}                  => source: must be an object, is the text "any"
        {action: Allow, metadata: {annotations: {a b: x}}} => metadata.annotations: annotation key "a b" must be 1 to 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit, perhaps after a prefix and /
        {action: Allow, metadata: {labels: {}}}       => metadata: unknown field `labels`
        """)
    void whatCalicoRefusesIsRefused(String rule, String problem) {
        assertRefused(rule, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        {action: Deny, http: {methods: [GET]}}                  => http: can stand only in rules whose action is Allow
        {action: Allow, protocol: UDP, http: {methods: [GET]}}  => http: needs the rule's protocol to be absent or TCP, by name
        {action: Allow, http: {methods: [GET, GET]}}            => http.methods[1]: GET is there already
        {action: Allow, http: {paths: [{}]}}                    => http.paths[0]: must have either exact or prefix
        {action: Allow, http: {paths: [{exact: /a, prefix: /b}]}} => http.paths[0]: must have either exact or prefix
        {action: Allow, http: {paths: [{exact: a}]}}            => http.paths[0].exact: must begin with / and hold no '?', '#' or blank, is "a"
        {action: Allow, http: {paths: [{prefix: '/a?b'}]}}      => http.paths[0].prefix: must begin with / and hold no '?', '#' or blank, is "/a?b"
        {action: Allow, http: {paths: [{prefix: '/a b'}]}}      => http.paths[0].prefix: must begin with / and hold no '?', '#' or blank, is "/a b"
        {action: Allow, http: {host: x}}                        => http: unknown field `host`
        """)
    void httpHasItsForm(String rule, String problem) {
        assertRefused(rule, problem);
    }

    @Test
    void httpIsForWhatComesIn() {
        assertThat(problems(resource("NetworkPolicy", "web", "{egress: [{action: Allow, http: {methods: [GET]}}]}")))
                .containsExactly("spec.egress[0].http: can stand only in ingress rules");
        assertThat(problems(resource("Profile", "web", "{egress: [{action: Allow, http: {methods: [GET]}}]}")))
                .isEmpty();
    }

    private static void assertRefused(String rule, String problem) {
        var separator = problem.startsWith(":") ? "" : ".";
        assertThat(problems(resource("NetworkPolicy", "web", "{ingress: [{action: Pass}, " + rule + "]}")))
                .containsExactly("spec.ingress[1]" + separator + problem);
    }
}
