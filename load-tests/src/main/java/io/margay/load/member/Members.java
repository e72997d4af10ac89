package io.margay.load.member;

import io.margay.load.churn.Change;
import io.margay.model.resource.ResourceKey;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of one engine on this machine: fed the same on the standard input of each, or on one store. For any
/// thread, once they are there.
public final class Members implements Feed {
    private static final String HERE = "127.0.0.1";

    private final Settings settings;
    private final List<Member> members = new ArrayList<>();
    /// What there is, as its text.
    private final Map<ResourceKey, String> present = new LinkedHashMap<>();

    /// How members are started.
    ///
    /// @param program what starts a member, without its options
    /// @param folder for their files
    /// @param certificates what they show to hosts and to each other
    /// @param homes where hosts are told that each is; as it listens, if there are none
    /// @param store where they have from what there is; null: they are told
    public record Settings(
            List<String> program,
            Path folder,
            Path certificates,
            List<HostPort> homes,
            @Nullable Store store) {
        public Settings {
            program = List.copyOf(program);
            homes = List.copyOf(homes);
        }
    }

    /// Where members have from what there is.
    ///
    /// @param apis where each takes changes
    public record Store(Database database, List<HostPort> apis) {
        public Store {
            apis = List.copyOf(apis);
        }
    }

    private Members(Settings settings) {
        this.settings = settings;
    }

    /// None at all.
    public static Members none() {
        return new Members(new Settings(List.of(), Path.of(""), Path.of(""), List.of(), null));
    }

    /// Chooses places for so many.
    public static List<HostPort> places(int count) throws IOException {
        var ports = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                ports.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return ports.stream()
                    .map(socket -> new HostPort(HERE, socket.getLocalPort()))
                    .toList();
        } finally {
            for (var socket : ports) {
                socket.close();
            }
        }
    }

    /// Starts members that know these resources, and waits for each to listen.
    public static Members start(List<HostPort> listening, List<Change> start, Settings settings)
            throws IOException, InterruptedException {
        var members = new Members(settings);
        try {
            start.forEach(members::keep);
            members.startAll(listening);
            return members;
        } catch (IOException | InterruptedException e) {
            members.close();
            throw e;
        }
    }

    /// All of them.
    public List<Member> all() {
        return Collections.unmodifiableList(members);
    }

    @Override
    public synchronized void say(List<Change> changes) {
        changes.forEach(this::keep);
        var lines = changes.stream().map(Change::line).toList();
        members.stream().filter(Member::isAlive).forEach(member -> member.say(lines));
    }

    /// Kills one, by its place from 0.
    public synchronized void kill(int number) throws InterruptedException {
        members.get(number).kill();
    }

    /// Starts one again, with what there is now.
    public synchronized void restart(int number) throws IOException {
        var member = members.get(number);
        member.restart(command(number, member.place().listens()));
    }

    /// All end at once as nothing can be caught, and begin again.
    public synchronized void beginAgain() throws IOException, InterruptedException {
        for (var member : members) {
            member.kill();
        }
        for (int i = 0; i < members.size(); i++) {
            restart(i);
        }
    }

    /// Has one stand still.
    public synchronized void pause(int number) throws IOException, InterruptedException {
        members.get(number).pause();
    }

    /// Has one go on.
    public synchronized void resume(int number) throws IOException, InterruptedException {
        members.get(number).resume();
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }

    private void keep(Change change) {
        if (change.object().isEmpty()) {
            present.remove(change.edit().key());
        } else {
            present.put(change.edit().key(), change.object());
        }
    }

    private void startAll(List<HostPort> listening) throws IOException, InterruptedException {
        var among = places(listening.size());
        for (int i = 0; i < listening.size(); i++) {
            configure(i, among);
            var name = name(i);
            var place = new Member.Place(name, listening.get(i), settings.folder.resolve(name + ".log"));
            members.add(Member.start(place, command(i, listening.get(i))));
        }
        for (var member : members) {
            member.awaitListening();
        }
    }

    /// A single one is an engine of its own.
    private void configure(int number, List<HostPort> among) throws IOException {
        var lines = new ArrayList<String>();
        if (among.size() > 1) {
            var seeds =
                    String.join(", ", among.stream().map(it -> "\"" + it + "\"").toList());
            lines.add("margay.engine.port = " + among.get(number).port());
            lines.add("margay.engine.seeds = [" + seeds + "]");
        }
        if (!settings.homes.isEmpty()) {
            lines.add("margay.engine.home = \"" + settings.homes.get(number) + "\"");
        }
        if (settings.store != null) {
            lines.add(settings.store.database.config());
        }
        Files.write(config(number), lines);
    }

    private List<String> command(int number, HostPort listens) throws IOException {
        var command = new ArrayList<>(settings.program);
        command.addAll(settings.store == null ? told(number) : reached(number, settings.store));
        command.addAll(List.of("--listen", listens.toString()));
        command.addAll(List.of("--certs", settings.certificates.toString()));
        command.addAll(List.of("--config", config(number).toString()));
        return command;
    }

    private List<String> told(int number) throws IOException {
        var snapshot = settings.folder.resolve(name(number) + ".jsonl");
        Files.write(snapshot, present.values());
        return List.of("--filename", snapshot.toString());
    }

    private List<String> reached(int number, Store store) {
        var socket = settings.folder.resolve(name(number) + ".sock").toString();
        var hosts = settings.folder.resolve(name(number) + "-hosts.sock").toString();
        return List.of(
                "--socket",
                socket,
                "--hosts",
                hosts,
                "--until-stdin-ends",
                "--api",
                store.apis.get(number).toString());
    }

    private Path config(int number) {
        return settings.folder.resolve(name(number) + ".conf");
    }

    private static String name(int number) {
        return "member-" + (number + 1);
    }
}
