package io.margay.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.Margay;
import io.margay.cli.local.Answer;
import io.margay.cli.local.LineServer;
import io.margay.cli.local.LocalSocket;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutAnAgentOneLineSaysSo() {
        for (var command : List.of("status", "show", "release --host")) {
            err.getBuffer().setLength(0);
            assertThat(run(command)).isEqualTo(3);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("no agent can be reached at " + socket() + ": ");
        }
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(run("release")).isEqualTo(2);
        assertThat(run("release web --host")).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
        assertThat(run("--node ../etc")).isEqualTo(2);
        assertThat(run("--node n1 --netns ..")).isEqualTo(2);
        assertThat(run("--node n1 --engine host:1")).isEqualTo(2);
        assertThat(run("--node n1 --engine /run/a.sock --engine /run/b.sock")).isEqualTo(2);
        assertThat(run("--node n1 --engine /run/a.sock --certs x")).isEqualTo(2);
        assertThat(run("--node n1 --certs x")).isEqualTo(2);
        assertThat(run("uninstall")).isEqualTo(2);
        assertThat(run("show a b")).isEqualTo(2);
    }

    @Test
    void whatIsAskedIsWhatIsHeard() throws Exception {
        var heard = new ArrayList<AgentQuestion>();
        try (var served = LocalSocket.open(socket(), "test")) {
            LineServer.serve(served, "test", (line, user) -> {
                heard.add(AgentQuestion.parse(line).orElseThrow());
                return Answer.refused("not by " + user);
            });
            assertThat(run("status")).isEqualTo(1);
            assertThat(run("show shop/web")).isEqualTo(1);
            assertThat(run("release shop/web --undo")).isEqualTo(1);
        }
        assertThat(err.toString()).contains("not by " + System.getProperty("user.name"));
        assertThat(heard.getFirst()).isEqualTo(new AgentQuestion.Status());
        assertThat(heard.get(1)).isEqualTo(new AgentQuestion.Show("shop/web"));
        assertThat(heard.getLast()).isInstanceOfSatisfying(AgentQuestion.Release.class, asked -> {
            assertThat(asked.endpoint()).isEqualTo("shop/web");
            assertThat(asked.undo()).isTrue();
        });
        assertThat(AgentQuestion.parse("{\"agent\":\"dance\"}")).isEmpty();
        assertThat(AgentQuestion.parse("nonsense")).isEmpty();
    }

    @Test
    void anEndpointIsFoundByAnyOfItsNames() {
        var pod = new ResourceKey(Kind.POD, "shop", "web");
        var other = new ResourceKey(Kind.POD, "test", "web");
        for (var name : List.of("Pod/shop/web", "shop/web")) {
            assertThat(EndpointName.find(name, List.of(pod, other)).key()).isEqualTo(pod);
        }
        assertThat(EndpointName.find("web", List.of(pod)).key()).isEqualTo(pod);
        assertThat(EndpointName.find("web", List.of(pod, other)).why())
                .isEqualTo("Several endpoints are called web: Pod/shop/web, Pod/test/web");
        assertThat(EndpointName.find("db", List.of(pod)).why()).isEqualTo("There is no endpoint db on this host.");
    }

    private int run(String words) {
        var line = new ArrayList<String>(List.of("agent"));
        line.addAll(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
        line.addAll(List.of("--socket", socket().toString()));
        return Margay.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    private Path socket() {
        return folder.resolve("agent.sock");
    }
}
