package io.margay.actors;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Answers the question "tell me when all that was said has had its effect, and nothing is under way". It wakes no
/// node, and costs a dozen messages and a look at each host's link, where [Settlement] costs some messages a node.
///
/// Asks the source what there is, the replica for a version V with all of it, and all HostSessions to be told when
/// they are at rest at V; then the first two again. If these say the same, that was it, else the same again from
/// there. What is asked meanwhile is asked after that, as it may have been said meanwhile, too.
///
/// Why this is enough, where nothing more is said meanwhile: that the replica has all of a revision means that each
/// node that is there has heard of it, and that every version up to V has been told. A version holds back the links
/// of the nodes that it is told to, until such a node offers at that version, which it does once all its rule sets
/// are made and the replica knows all sets that it uses. What it says before it offers, the replica has before it
/// is asked again: had it any effect, the version would be another. A link that is not held back, and whose host
/// has answered all that it was told, has nothing to send. A node that is no more hears so from the source alone,
/// and its link is at rest when it offers no endpoint.
final class Rest {
    sealed interface Command {}

    /// Say so, please, once it is so.
    record Ask(ActorRef<Done> replyTo) implements Command {}

    private record ExtentSaid(SourceActor.Extent extent) implements Command {}

    private record ShardSettled(IdentityReplica.Settled settled) implements Command {}

    private record GroupAtRest(HostSessions.AtRest at) implements Command {}

    /// Whom it asks.
    record Asked(
            ActorRef<SourceActor.Command> source,
            ActorRef<IdentityReplica.Command> identities,
            List<ActorRef<HostSessions.Command>> sessions) {}

    /// What all of it is about.
    private record At(long revision, long version) {}

    private final Asked asked;
    private final ActorRef<SourceActor.Extent> extentSaid;
    private final ActorRef<IdentityReplica.Settled> shardSettled;
    private final ActorRef<HostSessions.AtRest> groupAtRest;
    private List<ActorRef<Done>> asking = List.of();
    private final List<ActorRef<Done>> waiting = new ArrayList<>();
    private SourceActor.Extent extent = new SourceActor.Extent(-1, List.of());
    /// The nodes that there are: the same object as long as they are the same.
    private Set<String> nodes = Set.of();
    private At asksFor = new At(-1, -1);
    private int awaited = -1;
    private boolean isOvertaken;

    private Rest(ActorContext<Command> context, Asked asked) {
        this.asked = asked;
        this.extentSaid = context.messageAdapter(SourceActor.Extent.class, ExtentSaid::new);
        this.shardSettled = context.messageAdapter(IdentityReplica.Settled.class, ShardSettled::new);
        this.groupAtRest = context.messageAdapter(HostSessions.AtRest.class, GroupAtRest::new);
    }

    /// Nobody has asked yet.
    static Behavior<Command> create(Asked asked) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(new Rest(context, asked)::onMessage));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Ask(var replyTo) -> {
                waiting.add(replyTo);
                begin();
            }
            case ExtentSaid(var said) -> {
                hear(said);
                asked.identities().tell(new IdentityReplica.GetSettled(said.revision(), shardSettled));
            }
            case ShardSettled(var settled) -> {
                var at = new At(settled.revision(), settled.view().version());
                if (at.equals(asksFor) && awaited == 0 && !isOvertaken) {
                    answer();
                } else if (at.revision == extent.revision()) {
                    askSessions(at);
                } else {
                    askSource();
                }
            }
            case GroupAtRest(var said) -> {
                awaited--;
                isOvertaken |= said.version() != asksFor.version;
                if (awaited == 0) {
                    askSource();
                }
            }
        }
        return Behaviors.same();
    }

    private void begin() {
        if (asking.isEmpty() && !waiting.isEmpty()) {
            asking = List.copyOf(waiting);
            waiting.clear();
            asksFor = new At(-1, -1);
            askSource();
        }
    }

    private void answer() {
        asking.forEach(replyTo -> replyTo.tell(Done.done()));
        asking = List.of();
        begin();
    }

    @SuppressWarnings("ReferenceEquality") // the source has one list of nodes as long as they are the same
    private void hear(SourceActor.Extent said) {
        if (said.nodes() != extent.nodes()) {
            nodes = Set.copyOf(said.nodes());
        }
        extent = said;
    }

    private void askSource() {
        asked.source().tell(new SourceActor.GetExtent(extentSaid));
    }

    private void askSessions(At at) {
        asksFor = at;
        awaited = asked.sessions().size();
        isOvertaken = false;
        var question = new HostSessions.AskRest(at.version, nodes, groupAtRest);
        asked.sessions().forEach(group -> group.tell(question));
    }
}
