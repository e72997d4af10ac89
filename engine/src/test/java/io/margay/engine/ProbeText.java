package io.margay.engine;

import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;

/// Probes as tests write them: `pod:shop/web > host:n1%eth0 TCP 80 from 40000 v6`, `10.0.0.1 > pod:a/b ICMP 8/0`.
public final class ProbeText {
    private ProbeText() {}

    /// The probe that a text writes.
    public static Probe parse(String text) {
        var words = text.split(" ", -1);
        var transport = Transport.to(Protocol.parse(words[3]).orElseThrow(), Transport.NONE);
        IpVersion version = null;
        for (int i = 4; i < words.length; i++) {
            if (words[i].startsWith("v")) {
                version = words[i].equals("v6") ? IpVersion.V6 : IpVersion.V4;
            } else if (words[i].equals("from")) {
                transport = with(transport, Integer.parseInt(words[++i]), transport.port());
            } else if (words[i].indexOf('/') > 0) {
                transport = icmp(transport.protocol(), words[i]);
            } else {
                transport = with(transport, transport.sourcePort(), Integer.parseInt(words[i]));
            }
        }
        return new Probe(text, end(words[0]), end(words[2]), transport, version);
    }

    private static Transport with(Transport transport, int sourcePort, int port) {
        return new Transport(transport.protocol(), sourcePort, port, Transport.NONE, Transport.NONE);
    }

    private static Transport icmp(Protocol protocol, String text) {
        var slash = text.indexOf('/');
        return Transport.icmp(
                protocol, Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    private static End end(String text) {
        var at = text.indexOf('%');
        return End.parse(at < 0 ? text : text.substring(0, at), at < 0 ? "" : text.substring(at + 1))
                .orElseThrow();
    }
}
