package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.margay.dataplane.agent.FakeUplink.Closed;
import io.margay.dataplane.agent.FakeUplink.Words;
import io.margay.dataplane.agent.state.Few;
import io.margay.dataplane.plan.Held;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.wire.FromHost.Enforced;
import io.margay.wire.FromHost.Failed;
import io.margay.wire.FromHost.Hello;
import io.margay.wire.HostProtocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentActorTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @TempDir
    Path folder;

    private FakeUplink uplink = new FakeUplink();
    private FakeKernel kernel = new FakeKernel();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void anAgentThatStartsEnforcesItsLastGoodStateAndIsToldTheDifference() throws Exception {
        var agent = startedWithOne();
        uplink.tell(Few.change(1));
        hears(new Enforced(2));
        isKept(2);
        var before = kernel.content();

        agent = restart(agent);
        hears(new Hello("n1", Few.INCARNATION, 2));
        assertThat(kernel.content()).isEqualTo(before);
        uplink.tell(Few.change(2));
        hears(new Enforced(3));
        assertThat(kernel.content().profiles().keySet()).containsExactlyInAnyOrder("p1", "p2", "p3");
        isKept(3);
        KIT.stop(agent);
    }

    @Test
    void whatTheKernelDidNotTakeIsNotRestored() throws Exception {
        var agent = startedWithOne();
        isKept(1);
        kernel.fails(true);
        uplink.tell(Few.change(1));
        hears(new Failed(2, "no room"));

        agent = restart(agent);
        hears(new Hello("n1", Few.INCARNATION, 1));
        assertThat(kernel.content().profiles().keySet()).containsExactly("p1");
        KIT.stop(agent);
    }

    @Test
    void whatTheKernelTookAtLastIsKept() throws Exception {
        var agent = start();
        hears(new Hello("n1", 0, 0));
        kernel.fails(true);
        uplink.tell(Few.whole(1));
        hears(new Failed(1, "no room"));
        kernel.fails(false);
        await().until(() -> said() instanceof Words(Enforced(long revision)) && revision == 1);
        isKept(1);
        KIT.stop(agent);
    }

    @Test
    void aKernelThatDoesNotTakeTheLastGoodStateHoldsUpNoStream() throws Exception {
        var agent = startedWithOne();
        isKept(1);
        KIT.stop(agent);
        uplink = new FakeUplink();
        kernel = new FakeKernel();
        kernel.fails(true);
        agent = start();
        hears(new Hello("n1", Few.INCARNATION, 1));
        kernel.fails(false);
        await().until(() -> kernel.content().profiles().containsKey("p1"));
        KIT.stop(agent);
    }

    @Test
    void anUpdateThatCannotBeTakenBeginsAnotherStream() throws Exception {
        var agent = startedWithOne();
        uplink.tell(Few.wrong(1));
        hears(new Failed(2, "a set has identity 4, which was never sent"));
        assertThat(said()).isEqualTo(new Closed());
        hears(new Hello("n1", Few.INCARNATION, 1));
        uplink.tellNonsense();
        assertThat(said()).isEqualTo(new Closed());
        hears(new Hello("n1", Few.INCARNATION, 1));
        uplink.tell(Few.whole(5));
        hears(new Enforced(5));
        assertThat(kernel.content().profiles().keySet()).containsExactly("p5");
        isKept(5);
        KIT.stop(agent);
    }

    @Test
    void aStreamThatTheEngineEndsIsFollowedByAnother() throws Exception {
        var agent = startedWithOne();
        isKept(1);
        for (int i = 0; i < 3; i++) {
            uplink.end("gone");
            assertThat(said()).isEqualTo(new Closed());
            hears(new Hello("n1", Few.INCARNATION, 1));
        }
        uplink.tell(Few.change(1));
        hears(new Enforced(2));
        assertThat(reports).contains(new Report.Connected("n1"), new Report.Disconnected("n1", "gone"));
        KIT.stop(agent);
    }

    @Test
    void whatEndedBeforeIsNotHeardOfTheNextStream() throws Exception {
        var agent = startedWithOne();
        var first = uplink.sink();
        first.ended("gone");
        assertThat(said()).isEqualTo(new Closed());
        hears(new Hello("n1", Few.INCARNATION, 1));
        first.ended("gone again");
        first.accept(HostProtocol.write(Few.change(1)));
        uplink.tell(Few.change(1));
        hears(new Enforced(2));
        assertThat(uplink.said).isEmpty();
        KIT.stop(agent);
    }

    @Test
    void whatAPersonReleasesReachesTheKernelWhateverItIsBusyWith() throws Exception {
        var agent = startedWithOne();
        var answers = KIT.<Writer.Outcome>createTestProbe();
        var one = new Releases(false, Set.of(new ResourceKey(Kind.POD, "shop", "web-0")));
        agent.tell(new AgentActor.Release(one, answers.getRef()));
        assertThat(answers.receiveMessage()).isInstanceOf(Writer.Done.class);
        assertThat(kernel.releases()).isEqualTo(one);

        kernel.fails(true);
        uplink.tell(Few.change(1));
        hears(new Failed(2, "no room"));
        agent.tell(new AgentActor.Release(Releases.NONE, answers.getRef()));
        assertThat(answers.receiveMessage()).isEqualTo(new Writer.Failed("no room"));
        kernel.fails(false);
        await().until(() -> said() instanceof Words(Enforced(long revision)) && revision == 2);
        agent.tell(new AgentActor.Release(Releases.NONE, answers.getRef()));
        assertThat(answers.receiveMessage()).isInstanceOf(Writer.Done.class);
        assertThat(kernel.releases()).isEqualTo(Releases.NONE);
        var held = KIT.<Held>createTestProbe();
        agent.tell(new AgentActor.GetHeld(held.getRef()));
        assertThat(held.receiveMessage().revision()).isEqualTo(2);
        KIT.stop(agent);
    }

    @Test
    void anEngineHearsHowTheHostStandsWhenAStreamBeginsAndWhenThatChanges() throws Exception {
        var agent = startedWithOne();
        assertThat(uplink.standings)
                .as("there is nothing that it does not know")
                .isEmpty();
        var one = new Releases(true, Set.of(new ResourceKey(Kind.POD, "shop", "web-0")));
        agent.tell(new AgentActor.Release(
                one, KIT.<Writer.Outcome>createTestProbe().getRef()));
        var first = Objects.requireNonNull(uplink.standings.poll(10, TimeUnit.SECONDS));
        assertThat(first.isReleased()).isTrue();
        assertThat(first.released().first()).containsExactly("Pod/shop/web-0");
        uplink.end("the engine stops");
        await().until(() -> said() instanceof Words(Hello _));
        uplink.sink().began();
        var again = Objects.requireNonNull(uplink.standings.poll(10, TimeUnit.SECONDS));
        assertThat(again.revision()).isEqualTo(1);
        assertThat(again.released()).isEqualTo(first.released());
        KIT.stop(agent);
    }

    @Test
    void whereTheStateCannotBeKeptTheAgentGoesOnAndSaysSoOnce() throws Exception {
        var obstacle = Files.writeString(folder.resolve("agent"), "not a folder");
        var agent = startedWithOne();
        uplink.tell(Few.change(1));
        hears(new Enforced(2));
        await().until(() -> reports.stream().anyMatch(Report.NotKept.class::isInstance));
        Files.delete(obstacle);
        await().until(() -> reports.stream().anyMatch(Report.KeptAgain.class::isInstance));
        assertThat(reports.stream().filter(Report.NotKept.class::isInstance)).hasSize(1);
        isKept(2);
        KIT.stop(agent);
    }

    @Test
    void aLogThatGrewIsReplacedByOneState() throws Exception {
        var agent = startedWithOne();
        for (long base = 1; base <= 3_000; base++) {
            uplink.tell(Few.again(base));
            hears(new Enforced(base + 1));
        }
        isKept(3_001);
        assertThat(Files.size(folder.resolve("agent").resolve("agent.state"))).isLessThan(1 << 17);
        KIT.stop(agent);
    }

    private ActorRef<AgentActor.Command> start() {
        var config = new AgentConfig(
                Duration.ofHours(1), Duration.ofMillis(50), folder.resolve("agent"), Duration.ofMillis(50));
        var outside = new AgentActor.Outside(kernel, uplink, reports::add);
        return KIT.spawn(AgentActor.create("n1", outside, config));
    }

    /// One that knew nothing, and enforces the first revision.
    private ActorRef<AgentActor.Command> startedWithOne() throws InterruptedException {
        var agent = start();
        hears(new Hello("n1", 0, 0));
        uplink.tell(Few.whole(1));
        hears(new Enforced(1));
        return agent;
    }

    /// On a kernel that holds nothing any more.
    private ActorRef<AgentActor.Command> restart(ActorRef<AgentActor.Command> agent) throws InterruptedException {
        KIT.stop(agent);
        uplink = new FakeUplink();
        kernel = new FakeKernel();
        return start();
    }

    private void hears(Object words) throws InterruptedException {
        assertThat(said()).isEqualTo(new Words((io.margay.wire.FromHost) words));
    }

    private FakeUplink.Said said() throws InterruptedException {
        var next = uplink.said.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was said within 10 s");
        }
        return next;
    }

    private void isKept(long revision) {
        OnDisk.isKept(folder.resolve("agent"), revision);
    }
}
