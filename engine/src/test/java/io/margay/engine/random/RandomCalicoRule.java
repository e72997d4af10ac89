package io.margay.engine.random;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.CalicoRule.HttpMatch;
import io.margay.model.resource.CalicoRule.Icmp;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.EntityRule.Ports;
import io.margay.model.resource.EntityRule.ServiceAccountMatch;
import io.margay.model.resource.EntityRule.ServiceMatch;
import io.margay.model.resource.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of Calico policies and profiles, such as Calico accepts.
record RandomCalicoRule(Dice dice, RandomLabels labels) {
    private static final List<Action> ACTIONS = List.of(
            Action.ALLOW,
            Action.ALLOW,
            Action.ALLOW,
            Action.ALLOW,
            Action.DENY,
            Action.DENY,
            Action.DENY,
            Action.PASS,
            Action.PASS,
            Action.LOG);

    /// Where a rule stands.
    enum Place {
        POLICY,
        GLOBAL_POLICY,
        PROFILE
    }

    CalicoRule rule(Place place, boolean ingress) {
        var drawn = dice.pick(ACTIONS);
        var action = place == Place.PROFILE && drawn == Action.PASS ? Action.DENY : drawn;
        var protocol = dice.orNull(55, () -> dice.pick(dice.chance(60) ? Words.WITH_PORTS : Words.WITHOUT_PORTS));
        var isIcmp = Protocol.ICMP.equals(protocol) || Protocol.ICMPV6.equals(protocol);
        var isNamed = isIcmp && dice.chance(85);
        var http = ingress && action == Action.ALLOW && (protocol == null || protocol.equals(Protocol.TCP));
        return new CalicoRule(
                Where.NOWHERE,
                action,
                isNamed ? versionOf(protocol) : dice.orNull(10, () -> dice.oneOf(IpVersion.values())),
                protocol,
                protocol == null ? dice.orNull(15, this::anyProtocol) : null,
                isNamed ? dice.orNull(40, this::icmp) : null,
                isIcmp ? dice.orNull(40, this::icmp) : null,
                entity(place, protocol, ingress),
                entity(place, protocol, !ingress),
                http
                        ? dice.orNull(
                                10, () -> new HttpMatch(dice.some(0, 1, List.of("GET")), dice.some(0, 1, List.of("/"))))
                        : null);
    }

    /// What the name of a protocol implies; its number implies nothing.
    private static IpVersion versionOf(@Nullable Protocol icmp) {
        return Protocol.ICMP.equals(icmp) ? IpVersion.V4 : IpVersion.V6;
    }

    private Protocol anyProtocol() {
        return dice.pick(dice.chance(50) ? Words.WITH_PORTS : Words.WITHOUT_PORTS);
    }

    private Icmp icmp() {
        return new Icmp(dice.oneOf(8, 8, 3, 128), dice.oneOf(-1, 0, 1));
    }

    /// Anybody; or one thing asked, so that it often decides; or several.
    ///
    /// @param peer whether it is the other end's side, where a service may stand
    private EntityRule entity(Place place, @Nullable Protocol protocol, boolean peer) {
        var ported = protocol != null && protocol.hasPorts();
        var draw = dice.number(0, 9);
        if (draw < 3 || (place == Place.PROFILE && dice.chance(50))) {
            return EntityRule.ANY;
        }
        if (peer && place != Place.PROFILE && protocol == null && dice.chance(45)) {
            return new EntityRule(List.of(), List.of(), null, null, null, Ports.NONE, Ports.NONE, null, service(place));
        }
        return draw < 7 ? oneThing(ported) : severalThings(ported);
    }

    private EntityRule oneThing(boolean ported) {
        var asked = dice.number(0, ported ? 9 : 6);
        return new EntityRule(
                asked == 0 ? nets(100) : List.of(),
                asked == 1 ? nets(100) : List.of(),
                asked == 2 ? labels.selector() : null,
                asked == 3 || asked == 4 ? labels.selector() : null,
                asked == 5 ? labels.selector() : null,
                asked == 7 || asked == 8 ? ports() : Ports.NONE,
                asked == 9 ? ports() : Ports.NONE,
                asked == 6 ? accounts() : null,
                null);
    }

    private EntityRule severalThings(boolean ported) {
        return new EntityRule(
                nets(25),
                nets(20),
                dice.orNull(50, labels::selector),
                dice.orNull(25, labels::selector),
                dice.orNull(25, labels::selector),
                ported && dice.chance(50) ? ports() : Ports.NONE,
                ported && dice.chance(25) ? ports() : Ports.NONE,
                dice.orNull(20, this::accounts),
                null);
    }

    private List<Cidr> nets(int percent) {
        return dice.listOrNone(percent, () -> dice.<Cidr>some(1, 3, Words.ALL_NETS));
    }

    private Ports ports() {
        var names = dice.<String>some(0, 2, Words.PORT_NAMES);
        return new Ports(dice.some(names.isEmpty() ? 1 : 0, 2, Words.RANGES), names);
    }

    private ServiceAccountMatch accounts() {
        var names = dice.<String>some(0, 2, Words.ACCOUNTS);
        return new ServiceAccountMatch(names, names.isEmpty() || dice.chance(30) ? labels.selector() : null);
    }

    /// A namespaced policy may leave the namespace out.
    private ServiceMatch service(Place place) {
        var isLocal = place == Place.POLICY && dice.chance(60);
        return new ServiceMatch(isLocal ? "" : dice.pick(Words.NAMESPACES), dice.chance(85) ? "svc" : "svc2");
    }
}
