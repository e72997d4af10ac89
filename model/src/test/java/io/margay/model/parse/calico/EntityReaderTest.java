package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.egress;
import static io.margay.model.parse.calico.Reading.ingress;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.resource.EntityRule.Ports;
import io.margay.model.resource.EntityRule.ServiceAccountMatch;
import io.margay.model.resource.EntityRule.ServiceMatch;
import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityReaderTest {
    @Test
    void everyFieldOfASideIsRead() {
        var side = egress("""
            {action: Allow, protocol: TCP, destination: {
              nets: [10.0.0.0/8, 192.168.1.1/32], notNets: [10.1.0.0/16],
              selector: "app == 'web'", notSelector: has(old), namespaceSelector: env == 'prod',
              ports: [80, "443", "8000:8100", http], notPorts: ["8080:8080", dns],
              serviceAccounts: {names: [web, api], selector: "role == 'front'"}}}
            """).destination();

        assertThat(side.nets()).map(Cidr::toString).containsExactly("10.0.0.0/8", "192.168.1.1/32");
        assertThat(side.notNets()).map(Cidr::toString).containsExactly("10.1.0.0/16");
        assertThat(side.selector()).isEqualTo(selector("app == 'web'"));
        assertThat(side.notSelector()).isEqualTo(selector("has(old)"));
        assertThat(side.namespaceSelector()).isEqualTo(selector("env == 'prod'"));
        assertThat(side.ports()).isEqualTo(ports(List.of("http"), 80, 80, 443, 443, 8000, 8100));
        assertThat(side.notPorts()).isEqualTo(ports(List.of("dns"), 8080, 8080));
        assertThat(side.serviceAccounts())
                .isEqualTo(new ServiceAccountMatch(List.of("web", "api"), selector("role == 'front'")));
        assertThat(side.services()).isNull();
    }

    @Test
    void aServiceAccountsNameIsOneThatASelectorCanSay() {
        var rule = """
            {action: Allow, source: {serviceAccounts: {names: [web, "a'\\""]}}}""";
        assertThat(problems(resource("NetworkPolicy", "web", "{ingress: [" + rule + "]}")))
                .containsExactly(
                        "spec.ingress[0].source.serviceAccounts.names[1]: must be the name of a service account,"
                                + " is a'\"");
    }

    @Test
    void aServiceIsInTheNamespaceThatIsWritten() {
        assertThat(ingress("{action: Allow, source: {services: {name: db}}}")
                        .source()
                        .services())
                .isEqualTo(new ServiceMatch("", "db"));
        assertThat(egress("{action: Allow, destination: {services: {name: db, namespace: data}}}")
                        .destination()
                        .services())
                .isEqualTo(new ServiceMatch("data", "db"));
    }

    @Test
    void anEmptySelectorLimitsNothing() {
        var side = ingress("{action: Allow, source: {selector: '', notSelector: '', namespaceSelector: ''}}")
                .source();

        assertThat(side.selector()).isNull();
        assertThat(side.notSelector()).isNull();
        assertThat(side.namespaceSelector()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"global()", "' global() '", "global( )"})
    void globalIsForNamespaceSelectors(String selector) {
        assertThat(ingress("{action: Allow, source: {namespaceSelector: " + selector + "}}")
                        .source()
                        .namespaceSelector())
                .isEqualTo(new Selector.Global());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{action: Allow, source: {ports: [], notPorts: []}}",
                "{action: Allow, protocol: 17, source: {ports: [1, 65535, '1:65535']}}",
                "{action: Allow, source: {notSelector: global()}}",
                "{action: Allow, protocol: TCP, source: {services: {name: db}, ports: [80]}}",
                "{action: Allow, source: {services: {name: db}, selector: '', nets: []}}",
                "{action: Allow, source: {nets: ['::ffff:10.0.0.0/104']}, destination: {nets: [10.0.0.0/8]}}",
                "{action: Allow, source: {nets: [0.0.0.0/0]}}"
            })
    void whatCalicoAcceptsIsAccepted(String rule) {
        assertThat(problems(resource("NetworkPolicy", "web", "{ingress: [" + rule + "]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        ports: [70000]        => ports[0]: port must be 1..65535, is 70000
        ports: [80, 0]        => ports[1]: port must be 1..65535, is 0
        ports: [-1]           => ports[0]: port must be 1..65535, is -1
        ports: ['1:65536']    => ports[0]: port must be 1..65535, is 65536
        ports: ['90:80']      => ports[0]: range must go up, is 90:80
        ports: [HTTP]         => ports[0]: a port's name must be 1 to 15 of a-z, 0-9 and single -, with a letter, is "HTTP"
        notPorts: [a--b]      => notPorts[0]: a port's name must be 1 to 15 of a-z, 0-9 and single -, with a letter, is "a--b"
        ports: [true]         => ports[0]: must be a port, a range such as "80:90" or a name, is the boolean true
        ports: 80             => ports: must be a list, is the number 80
        nets: [10.0.0.1]      => nets[0]: must be a CIDR such as 10.0.0.0/8, is "10.0.0.1", did you mean 10.0.0.1/32?
        nets: [10.0.0.1/8]    => nets[0]: has bits set after its prefix, is 10.0.0.1/8, did you mean 10.0.0.0/8?
        nets: [10.0.0.0/33]   => nets[0]: must be a CIDR such as 10.0.0.0/8, is "10.0.0.0/33"
        nets: [10.0.0.0/8, 'fd00::/8'] => nets[1]: must be IPv4 as the rule's nets before it, is fd00::/8
        notNets: [0.0.0.0/0]  => notNets[0]: must leave some address over, is 0.0.0.0/0
        notNets: ['0:0::/0']  => notNets[0]: must leave some address over, is 0:0::/0
        selector: app = 'web' => selector: is no selector: column 5: expected ==, !=, in, not in, contains, starts with or ends with after label 'app', found '='
        selector: global()    => selector: global() can stand only in the namespaceSelector of a rule's source or destination
        selector: a == 'global()' => selector: global() can stand only in the namespaceSelector of a rule's source or destination
        namespaceSelector: global() || all() => namespaceSelector: global() must stand alone
        namespaceSelector: '!global()' => namespaceSelector: global() must stand alone
        services: {}          => services.name: is missing
        services: {name: A}   => services.name: must be a DNS-1123 subdomain (a-z, 0-9, - and ., beginning and ending with a letter or digit), is "A"
        labels: {}            => : unknown field `labels`
        """)
    void whatCalicoRefusesIsRefused(String field, String problem) {
        var separator = problem.startsWith(":") ? "" : ".";
        assertThat(problems(resource(
                        "NetworkPolicy",
                        "web",
                        "{ingress: [{action: Allow, protocol: TCP, source: {" + field + "}}]}")))
                .containsExactly("spec.ingress[0].source" + separator + problem);
    }

    @ParameterizedTest
    @CsvSource({"protocol: UDPLite", "protocol: 7", "notProtocol: TCP"})
    void portsNeedAProtocolThatHasThem(String protocol) {
        var rule = "{action: Allow, " + protocol + ", source: {ports: [http]}, destination: {notPorts: [80]}}";

        assertThat(problems(resource("NetworkPolicy", "web", "{ingress: [" + rule + "]}")))
                .containsExactly(
                        "spec.ingress[0].source.ports: needs the rule's protocol to be TCP, UDP or SCTP",
                        "spec.ingress[0].destination.notPorts: needs the rule's protocol to be TCP, UDP or SCTP");
    }

    @Test
    void allNetsOfARuleHaveItsIpVersion() {
        assertThat(problems(resource("NetworkPolicy", "web", """
            {ingress: [{action: Allow, ipVersion: 4, source: {notNets: ['fd00::/8']}}]}\
            """)))
                .containsExactly(
                        "spec.ingress[0].source.notNets[0]: must be IPv4 as the rule's ipVersion says, is fd00::/8");
        assertThat(problems(resource("NetworkPolicy", "web", """
            {ingress: [{action: Allow, source: {nets: ['fd00::/8']}, destination: {notNets: [10.0.0.0/8]}}]}\
            """)))
                .containsExactly("spec.ingress[0].destination.notNets[0]: must be IPv6 as the rule's nets before it, is"
                        + " 10.0.0.0/8");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        selector: all()            => selector
        notSelector: has(a)        => notSelector
        namespaceSelector: all()   => namespaceSelector
        serviceAccounts: {names: [a]} => serviceAccounts
        serviceAccounts: {}        => serviceAccounts
        nets: [10.0.0.0/8]         => nets
        notNets: [10.0.0.0/8]      => notNets
        """)
    void aServiceStandsAlone(String field, String name) {
        assertThat(problems(resource(
                        "NetworkPolicy",
                        "web",
                        "{ingress: [{action: Allow, source: {services: {name: a}, " + field + "}}]}")))
                .containsExactly("spec.ingress[0].source.services: must not stand beside " + name);
    }

    @Test
    void theServiceOfADestinationHasItsOwnPorts() {
        assertThat(problems(resource("NetworkPolicy", "web", """
            {egress: [{action: Allow, protocol: TCP, destination: {services: {name: a}, ports: [80], notPorts: [81]}}]}\
            """)))
                .containsExactly(
                        "spec.egress[0].destination.ports: must not stand beside services, which has ports of its own",
                        "spec.egress[0].destination.notPorts: must not stand beside services, which has ports of its"
                                + " own");
    }

    @ParameterizedTest
    @CsvSource({"ingress,destination", "egress,source"})
    void aServiceIsNeverOnThePolicysOwnSide(String direction, String side) {
        assertThat(problems(resource(
                        "NetworkPolicy",
                        "web",
                        "{%s: [{action: Allow, %s: {services: {name: a}}}]}".formatted(direction, side))))
                .containsExactly(
                        "spec.%s[0].%s.services: can stand only in the source of an ingress rule or the destination of an egress rule"
                                .formatted(direction, side));
    }

    @Test
    void aGlobalPolicySaysTheServicesNamespace() {
        assertThat(problems(resource(
                        "GlobalNetworkPolicy", "web", "{ingress: [{action: Allow, source: {services: {name: a}}}]}")))
                .containsExactly(
                        "spec.ingress[0].source.services.namespace: is missing: a policy without a namespace must"
                                + " say the service's");
    }

    private static Selector selector(String text) {
        return SelectorParser.parse(text).orThrow();
    }

    private static Ports ports(List<String> names, int... bounds) {
        var ranges = new ArrayList<PortRange>();
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new PortRange(bounds[i], bounds[i + 1]));
        }
        return new Ports(ranges, names);
    }
}
