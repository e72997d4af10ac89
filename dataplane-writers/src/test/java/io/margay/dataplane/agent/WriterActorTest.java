package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WriterActorTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Writer.Outcome DONE = new Writer.Done(List.of());

    private sealed interface Message {}

    /// Of an engine.
    private record Told(Transaction transaction) implements Message {}

    private record Asked(WriterActor.Request request) implements Message {}

    private final BlockingQueue<Plan> plans = new LinkedBlockingQueue<>();
    private final BlockingQueue<Writer.Outcome> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Writer.Outcome> looks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Writer.Outcome> checks = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<SetPlan.Whole>> checked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void whatIsWrittenIsReported() throws Exception {
        var actor = start();
        actor.tell(new Told(transaction(0, 1, "a")));
        answers.add(new Writer.Done(List.of("a note")));
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of("a note")));
    }

    @Test
    void whatComesWhileTheKernelIsBusyIsWrittenAsOne() throws Exception {
        var actor = start();
        actor.tell(new Told(transaction(0, 1, "a")));
        assertThat(next(plans).revision()).isEqualTo(1);
        actor.tell(new Told(transaction(1, 2, "b")));
        actor.tell(new Told(transaction(2, 3, "c")));
        answers.add(DONE);
        answers.add(DONE);
        assertThat(next(plans).profiles().put().keySet()).containsExactlyInAnyOrder("b", "c");
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 3, List.of()));
    }

    @Test
    void whatFailedIsTriedAgainWithWhatCameSince() throws Exception {
        var actor = start();
        actor.tell(new Told(transaction(0, 1, "a")));
        next(plans);
        actor.tell(new Told(transaction(1, 2, "b")));
        answers.add(new Writer.Failed("no room"));
        answers.add(DONE);
        assertThat(next(reports)).isEqualTo(new Report.Failed("n", 1, "no room"));
        assertThat(next(plans).profiles().put().keySet()).containsExactlyInAnyOrder("a", "b");
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 2, List.of()));
    }

    @Test
    void whatCouldNotBeLookedAtForATimeIsSaidToBeEnforcedAgain() throws Exception {
        var actor = start(Duration.ofMillis(20));
        looks.add(new Writer.Failed("no ip here"));
        actor.tell(new Told(transaction(0, 1, "a")));
        answers.add(DONE);
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
        assertThat(next(reports)).isEqualTo(new Report.Failed("n", 1, "no ip here"));
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
    }

    @Test
    void whatIsRefusedAndWhatIsRepairedIsSaidBesideAndOnce() throws Exception {
        var actor = start(Duration.ofMillis(20));
        var failing = new Writer.Failing("policy", "no such match", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        var repair = new Writer.Repair("a table", List.of("a chain"), 1);
        answers.add(new Writer.Done(List.of(), List.of(failing), List.of(), Set.of()));
        looks.add(new Writer.Done(List.of(), List.of(failing), List.of(repair), Set.of()));
        looks.add(new Writer.Done(List.of(), List.of(), List.of(repair), Set.of()));
        actor.tell(new Told(transaction(0, 1, "a")));
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
        assertThat(next(reports)).isEqualTo(new Report.Failing("n", List.of(failing)));
        assertThat(next(reports)).isEqualTo(new Report.Repaired("n", repair));
        assertThat(next(reports)).isEqualTo(new Report.Repaired("n", repair));
        assertThat(next(reports)).isEqualTo(new Report.Failing("n", List.of()));
    }

    @Test
    void whatASetDidNotTakeIsWrittenAgainLaterAndWithWhatComes() throws Exception {
        var actor = start();
        var set = new AddressSet.ServiceAddresses("a", "b");
        actor.tell(new Told(withSet(transaction(0, 1, "a"), set)));
        next(plans);
        var refused = new Writer.Done(List.of(), List.of(), List.of(), Set.of(set.id()));
        answers.add(refused);
        answers.add(refused);
        answers.add(DONE);
        answers.add(DONE);
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
        var again = next(plans);
        assertThat(again.sets().keySet()).containsExactly(set.id());
        assertThat(again.profiles().isEmpty()).isTrue();
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
        actor.tell(new Told(transaction(1, 2, "b")));
        var last = next(plans);
        assertThat(last.sets().keySet()).containsExactly(set.id());
        assertThat(next(reports)).isInstanceOf(Report.Enforced.class);
    }

    @Test
    void setsAreLookedAtWhileNothingElseIsToBeDone() throws Exception {
        var actor = start(Duration.ofMillis(20));
        var set = new AddressSet.ServiceAddresses("a", "b");
        actor.tell(new Told(withSet(transaction(0, 1, "a"), set)));
        answers.add(DONE);
        assertThat(next(reports)).isEqualTo(new Report.Enforced("n", 1, List.of()));
        var repair = new Writer.Repair("sets", List.of("a"), 1);
        checks.add(new Writer.Done(List.of(), List.of(), List.of(repair), Set.of()));
        assertThat(next(reports)).isEqualTo(new Report.Repaired("n", repair));
        assertThat(next(checked)).extracting(SetPlan.Whole::set).containsExactly(set);
    }

    private static Transaction withSet(Transaction transaction, AddressSet set) {
        return new Transaction(
                transaction.node(),
                transaction.base(),
                transaction.revision(),
                List.of(),
                List.of(new Transaction.SetChange(set, List.of(), List.of())),
                List.of(),
                transaction.profiles(),
                List.of(),
                transaction.gone());
    }

    private ActorRef<Message> start() {
        return start(Duration.ofHours(1));
    }

    private ActorRef<Message> start(Duration lookInterval) {
        var writer = new Writer() {
            @Override
            public Outcome apply(Plan plan) {
                plans.add(plan);
                try {
                    return next(answers);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Outcome refresh() {
                return Objects.requireNonNullElse(looks.poll(), DONE);
            }

            @Override
            public Outcome check(Collection<SetPlan.Whole> some) {
                checked.add(List.copyOf(some));
                return Objects.requireNonNullElse(checks.poll(), DONE);
            }
        };
        return KIT.spawn(Behaviors.setup(context -> {
            var requests = context.messageAdapter(WriterActor.Request.class, Asked::new);
            var outside = new WriterActor.Outside(requests, reports::add);
            context.spawn(WriterActor.create("n", writer, outside, config(lookInterval)), "writer");
            return Behaviors.receiveMessage(new Source()::onMessage);
        }));
    }

    /// Whoever holds what the host should hold.
    private static final class Source {
        private final ByTransaction host = new ByTransaction();
        private @Nullable ActorRef<WriterActor.Command> idle;

        Behavior<Message> onMessage(Message message) {
            switch (message) {
                case Told(var transaction) -> {
                    host.take(transaction);
                    give();
                }
                case Asked(WriterActor.NextPlan(var replyTo)) -> {
                    idle = replyTo;
                    give();
                }
                case Asked(WriterActor.PutBack(var plan, var replyTo)) -> {
                    host.desired().putBack(plan);
                    idle = replyTo;
                }
                case Asked(WriterActor.Untaken(var part, var replyTo)) -> {
                    boolean more = host.desired().isPending();
                    host.desired().putBack(part);
                    idle = replyTo;
                    if (more) {
                        give();
                    }
                }
                case Asked(WriterActor.SomeSets(var replyTo)) -> {
                    var sets = host.desired().someSets();
                    if (!sets.isEmpty()) {
                        replyTo.tell(new WriterActor.Check(host.desired().revision(), sets));
                    }
                }
                case Asked(WriterActor.TryAgain()) -> give();
            }
            return Behaviors.same();
        }

        private void give() {
            var writer = idle;
            if (writer != null) {
                host.desired().next().ifPresent(plan -> {
                    idle = null;
                    writer.tell(new WriterActor.Work(plan));
                });
            }
        }
    }

    private static AgentConfig config(Duration lookInterval) {
        return new AgentConfig(lookInterval, Duration.ofMillis(100), Path.of("/nowhere"), Duration.ofHours(1));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 10 s");
        }
        return next;
    }

    private static Transaction transaction(long base, long revision, String profile) {
        return new Transaction(
                "n",
                base,
                revision,
                List.of(),
                List.of(),
                List.of(),
                List.of(new ProfileRules(profile, true, List.of(), List.of())),
                List.of(),
                Transaction.Gone.NOTHING);
    }
}
