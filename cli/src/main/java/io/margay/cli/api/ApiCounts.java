package io.margay.cli.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// What a server of the API counts. For any thread.
public final class ApiCounts {
    /// Requests alike.
    ///
    /// @param role of who asked: `nobody`, `node`, `read` or `write`
    /// @param status that it was answered with
    public record Alike(String role, int status) {}

    private final Map<Alike, LongAdder> requests = new ConcurrentHashMap<>();
    private volatile IntSupplier connections = () -> 0;

    /// Nothing yet; what is usual is there from the start.
    public ApiCounts() {
        Arrays.stream(Caller.Role.values()).forEach(role -> requests.put(alike(role, Replies.OK), new LongAdder()));
    }

    /// A request was answered.
    void answered(Caller.Role role, int status) {
        requests.computeIfAbsent(alike(role, status), _ -> new LongAdder()).increment();
    }

    private static Alike alike(Caller.Role role, int status) {
        return new Alike(role.name().toLowerCase(Locale.ROOT), status);
    }

    /// Where it is known how many clients there are.
    void of(IntSupplier clients) {
        connections = clients;
    }

    /// How many requests there were; it goes on changing.
    public Map<Alike, LongAdder> requests() {
        return requests;
    }

    /// How many clients are connected.
    public int connections() {
        return connections.getAsInt();
    }
}
