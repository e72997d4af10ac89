package io.margay.model.parse.kubernetes;

import io.margay.model.net.NamedPort;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.parse.text.JsonLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The named ports of a Pod while its line is read.
final class PortLines {
    private final JsonLine line;
    private List<NamedPort> ports = List.of();
    private boolean hasContainers;
    private boolean hasInitContainers;

    PortLines(JsonLine line) {
        this.line = line;
    }

    /// All that were read, of containers and then of init containers.
    List<NamedPort> all() {
        return PodParser.PORTS.of(List.copyOf(ports));
    }

    /// Reads the field `containers`. Its ports come first, so it refuses where init containers came and had some.
    void containers() throws IOException {
        line.refuseIf(hasContainers || !ports.isEmpty());
        hasContainers = true;
        list();
    }

    /// Reads the field `initContainers`.
    void initContainers() throws IOException {
        line.refuseIf(hasInitContainers);
        hasInitContainers = true;
        list();
    }

    private void list() throws IOException {
        line.list();
        while (line.item()) {
            container();
        }
    }

    private void container() throws IOException {
        var hasPorts = false;
        for (var field = line.field(); field != null; field = line.field()) {
            if (field.equals("ports")) {
                line.refuseIf(hasPorts);
                hasPorts = true;
                ports();
            } else {
                line.skip();
            }
        }
    }

    private void ports() throws IOException {
        line.list();
        while (line.item()) {
            port();
        }
    }

    private void port() throws IOException {
        String name = null;
        String protocol = null;
        String hostIp = null;
        var number = 0;
        var hostPort = 0;
        for (var field = line.field(); field != null; field = line.field()) {
            switch (field) {
                case "name" -> name = line.text(name);
                case "containerPort" -> number = line.number(number);
                case "protocol" -> protocol = line.text(protocol);
                case "hostIP" -> hostIp = line.passingText(hostIp);
                case "hostPort" -> hostPort = line.number(hostPort);
                default -> line.refuse();
            }
        }
        if (name != null && !name.isEmpty()) {
            add(name, protocol, number);
        }
    }

    private void add(String name, @Nullable String text, int number) {
        var protocol = text == null || text.isEmpty() ? Protocol.TCP : Ports.protocol(text);
        if (protocol == null || number < Ports.LOWEST || number > PortRange.MAX_PORT) {
            line.refuse();
        } else {
            ports = ports.isEmpty() ? new ArrayList<>(4) : ports;
            ports.add(new NamedPort(name, protocol, number));
        }
    }
}
