package io.margay.actors.report;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The members of an engine, and what they answer. Safe for any thread; nothing here waits.
public final class Members {
    /// One of them.
    ///
    /// @param address where the others reach it, `host:port`
    /// @param status what it is in the cluster: `up`, `joining`, `leaving`, ...
    /// @param isReachable whether the others hear of it
    /// @param answer empty: it did not answer
    public record Said(String address, String status, boolean isReachable, String answer) {}

    private static final String UNREACHABLE = "unreachable";
    /// Those that are of interest when there is none, too.
    private static final List<String> STATES = List.of("up", "joining", "leaving", UNREACHABLE);

    private final ActorSystem<?> system;
    private final Function<String, CompletionStage<String>> own;

    private Members(ActorSystem<?> system, Function<String, CompletionStage<String>> own) {
        this.system = system;
        this.own = own;
    }

    /// Those of the cluster that a member's system is of. From now on this member answers others, too.
    ///
    /// @param own what it answers
    public static Members of(ActorSystem<?> system, Function<String, CompletionStage<String>> own) {
        system.systemActorOf(ReporterActor.create(own), "reporter", Props.empty());
        return new Members(system, own);
    }

    /// What each member answers, by their addresses; who does not within the time has no answer.
    public CompletionStage<List<Said>> ask(String question, Duration atMost) {
        CompletionStage<Receptionist.Listing> listed = AskPattern.ask(
                system.receptionist(),
                replyTo -> Receptionist.find(ReporterActor.KEY, replyTo),
                atMost,
                system.scheduler());
        return listed.thenCompose(listing -> {
            var answers = new HashMap<String, CompletableFuture<String>>();
            listing.getServiceInstances(ReporterActor.KEY).stream()
                    .filter(reporter -> reporter.path().address().hasGlobalScope())
                    .forEach(other -> answers.put(place(other.path().address()), ask(other, question, atMost)));
            answers.put(ownPlace(), own.apply(question).exceptionally(_ -> "").toCompletableFuture());
            return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                    .thenApply(_ -> said(answers));
        });
    }

    /// How many there are of each status, and how many of them cannot be reached, as this member sees it now.
    public Map<String, Integer> states() {
        var state = Cluster.get(system).state();
        var states = new TreeMap<String, Integer>();
        STATES.forEach(known -> states.put(known, 0));
        for (var member : state.getMembers()) {
            var word = state.getUnreachable().contains(member) ? UNREACHABLE : status(member);
            states.merge(word, 1, Integer::sum);
        }
        return states;
    }

    private CompletableFuture<String> ask(ActorRef<ReporterActor.Command> reporter, String question, Duration atMost) {
        CompletionStage<ReporterActor.Said> asked = AskPattern.ask(
                reporter, replyTo -> new ReporterActor.Asked(question, replyTo), atMost, system.scheduler());
        return asked.thenApply(ReporterActor.Said::answer)
                .exceptionally(_ -> "")
                .toCompletableFuture();
    }

    private List<Said> said(Map<String, CompletableFuture<String>> answers) {
        var state = Cluster.get(system).state();
        var said = new ArrayList<Said>();
        for (var member : state.getMembers()) {
            var place = place(member.address());
            var answer = answers.get(place);
            said.add(new Said(
                    place,
                    status(member),
                    !state.getUnreachable().contains(member),
                    answer == null ? "" : answer.join()));
        }
        return said;
    }

    private static String status(Member member) {
        return member.status().toString().toLowerCase(Locale.ROOT);
    }

    private String ownPlace() {
        return place(Cluster.get(system).selfMember().address());
    }

    private static String place(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }
}
