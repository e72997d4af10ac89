package io.margay.cli.demo;

import io.margay.cli.demo.Scene.Workload;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// May this packet pass?
///
/// @param to the receiver's address that it goes to
record Question(Workload sender, Workload receiver, Ip to, Service service) {
    /// A protocol and a port.
    record Service(Protocol protocol, int port) implements Comparable<Service> {
        @Override
        public int compareTo(Service other) {
            int byProtocol = protocol.compareTo(other.protocol);
            return byProtocol != 0 ? byProtocol : Integer.compare(port, other.port);
        }

        @Override
        public String toString() {
            return protocol + " " + port;
        }
    }

    /// What hardly anybody calls a port of their own, so that a demo asks about a port that no policy opens, too.
    private static final int STRANGER = 7777;

    /// What is asked of every receiver: its own ports of TCP and UDP, and one of each that is not its own.
    static List<Service> services(Workload receiver) {
        var own = receiver.ports().stream()
                .filter(port ->
                        port.protocol().equals(Protocol.TCP) || port.protocol().equals(Protocol.UDP))
                .map(port -> new Service(port.protocol(), port.port()));
        var others = Stream.of(new Service(Protocol.TCP, STRANGER), new Service(Protocol.UDP, STRANGER));
        return Stream.concat(own, others).distinct().sorted().toList();
    }

    /// All questions of a scene: each workload to each other, over each IP version that both have.
    static List<Question> all(Scene scene) {
        var questions = new ArrayList<Question>();
        for (var sender : scene.workloads()) {
            scene.workloads().stream()
                    .filter(receiver -> !receiver.equals(sender))
                    .forEach(receiver -> questions.addAll(between(sender, receiver)));
        }
        return questions;
    }

    private static List<Question> between(Workload sender, Workload receiver) {
        return receiver.addresses().stream()
                .filter(to -> sender.address(to.version()).isPresent())
                .flatMap(to -> services(receiver).stream().map(service -> new Question(sender, receiver, to, service)))
                .toList();
    }

    IpVersion version() {
        return to.version();
    }

    /// All questions of a scene, each with whether these resources say that it passes.
    static Map<Question, Boolean> expected(Scene scene, Collection<? extends Resource> resources) {
        var evaluator = Evaluator.of(resources);
        var expected = new LinkedHashMap<Question, Boolean>();
        all(scene).forEach(question -> expected.put(question, question.isAllowed(evaluator)));
        return expected;
    }

    /// Whether the resources say that it passes.
    boolean isAllowed(Evaluator evaluator) {
        return judged(evaluator).verdict() == Verdict.ALLOW;
    }

    /// What the resources say of it.
    Answer.Judged judged(Evaluator evaluator) {
        return switch (evaluator.judge(probe())) {
            case Answer.Judged judged -> judged;
            case Answer.Unanswerable(var what) -> throw new IllegalStateException("of two workloads: " + what);
        };
    }

    /// In the words of the evaluator.
    Probe probe() {
        return new Probe("", end(sender), end(receiver), Transport.to(service.protocol(), service.port()), version());
    }

    private static End end(Workload workload) {
        return new End.PodEnd(workload.key().namespace(), workload.key().name());
    }
}
