package io.margay.model.parse.kubernetes;

import io.margay.model.label.Labels;
import io.margay.model.net.Ip;
import io.margay.model.parse.text.JsonLine;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Pod while its line is read. What is here for a field is null as long as it was not read.
///
/// What [PodParser] does not read is skipped as trees skip it: so far as it is JSON, anything goes there. What it does
/// read is read here by its rules; where these would say something, the line is refused. So is what is rare and would
/// need more than a line here, such as null for a field that is absent.
final class PodLine {
    private final String file;
    private final JsonLine line;
    private final LabelLines labelLines;
    private final PortLines ports;
    private final List<Ip> ips = new ArrayList<>(1);

    private boolean hasMetadata;
    private @Nullable String namespace;
    private @Nullable String name;
    private @Nullable Labels labels;
    private boolean hasAnnotations;
    private @Nullable String deletionTimestamp;
    private @Nullable String uid;
    private @Nullable String annotatedIp;
    private @Nullable String annotatedIps;

    private boolean hasSpec;
    private @Nullable String nodeName;
    private @Nullable String accountName;
    private @Nullable String account;
    private boolean hasHostNetwork;
    private boolean hostNetwork;

    private boolean hasStatus;
    private @Nullable String phase;
    private @Nullable String podIp;
    private boolean hasPodIps;

    PodLine(String file, JsonLine line, LabelLines labelLines) {
        this.file = file;
        this.line = line;
        this.labelLines = labelLines;
        ports = new PortLines(line);
    }

    /// The Pod; null where the line was refused. Its first two fields are apiVersion and kind, and known.
    @Nullable
    Pod read() throws IOException {
        line.object();
        skipField();
        skipField();
        for (var field = line.field(); field != null; field = line.field()) {
            switch (field) {
                case "metadata" -> metadata();
                case "spec" -> spec();
                case "status" -> status();
                case "apiVersion", "kind", "items" -> line.refuse();
                default -> line.skip();
            }
        }
        return line.ended() && isPlain() ? pod() : null;
    }

    private void skipField() throws IOException {
        if (line.field() != null) {
            line.skip();
        }
    }

    private void metadata() throws IOException {
        line.refuseIf(hasMetadata);
        hasMetadata = true;
        line.object();
        for (var field = line.field(); field != null; field = line.field()) {
            switch (field) {
                case "name" -> name = line.text(name);
                case "namespace" -> namespace = line.text(namespace);
                case "labels" -> labels();
                case "annotations" -> annotations();
                case "deletionTimestamp" -> deletionTimestamp = line.passingText(deletionTimestamp);
                case "uid" -> uid = line.passingText(uid);
                default -> line.skip();
            }
        }
    }

    private void labels() throws IOException {
        line.refuseIf(labels != null);
        labels = labelLines.read(line);
    }

    private void annotations() throws IOException {
        line.refuseIf(hasAnnotations);
        hasAnnotations = true;
        line.object();
        for (var field = line.field(); field != null; field = line.field()) {
            switch (field) {
                case PodParser.POD_IP -> annotatedIp = line.passingText(annotatedIp);
                case PodParser.POD_IPS -> annotatedIps = line.passingText(annotatedIps);
                default -> line.skip();
            }
        }
    }

    private void spec() throws IOException {
        line.refuseIf(hasSpec);
        hasSpec = true;
        line.object();
        for (var field = line.field(); field != null; field = line.field()) {
            switch (field) {
                case "nodeName" -> nodeName = line.text(nodeName);
                case "serviceAccountName" -> accountName = line.text(accountName);
                case "serviceAccount" -> account = line.text(account);
                case "hostNetwork" -> hostNetwork();
                case "containers" -> ports.containers();
                case "initContainers" -> ports.initContainers();
                default -> line.skip();
            }
        }
    }

    private void hostNetwork() throws IOException {
        line.refuseIf(hasHostNetwork);
        hasHostNetwork = true;
        hostNetwork = line.flag();
    }

    private void status() throws IOException {
        line.refuseIf(hasStatus);
        hasStatus = true;
        line.object();
        for (var field = line.field(); field != null; field = line.field()) {
            switch (field) {
                case "phase" -> phase = line.text(phase);
                case "podIP" -> podIp = line.passingText(podIp);
                case "podIPs" -> podIps();
                default -> line.skip();
            }
        }
    }

    private void podIps() throws IOException {
        line.refuseIf(hasPodIps);
        hasPodIps = true;
        line.list();
        while (line.item()) {
            line.refuseIf(!Addresses.add(ips, onlyIp()));
        }
    }

    private String onlyIp() throws IOException {
        String ip = null;
        for (var field = line.field(); field != null; field = line.field()) {
            line.refuseIf(!field.equals("ip"));
            ip = line.passingText(ip);
        }
        return text(ip);
    }

    /// Whether it has all that it must have, and an address that can be read if it has one.
    private boolean isPlain() {
        if (text(name).isEmpty() || text(namespace).isEmpty()) {
            return false;
        }
        var hasOne = ips.isEmpty() && !text(podIp).isEmpty();
        return (!hasOne || Addresses.add(ips, text(podIp))) && !annotationsCount();
    }

    private Pod pod() {
        var metadata = new Metadata(
                text(namespace), text(name), labels == null ? Labels.EMPTY : labels, new Where(file, line.number()));
        return new Pod(
                metadata,
                text(nodeName),
                text(accountName).isEmpty() ? text(account) : text(accountName),
                hostNetwork,
                PodParser.phase(text(phase)),
                ips,
                ports.all(),
                Pod.uid(text(uid)));
    }

    /// Whether Calico's annotations may have a say in its addresses.
    private boolean annotationsCount() {
        var has = annotatedIp != null || annotatedIps != null;
        return has && (ips.isEmpty() || "".equals(annotatedIp));
    }

    private static String text(@Nullable String read) {
        return read == null ? "" : read;
    }
}
