package io.margay.engine.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Messages under way: those of one channel stay in order, all others overtake each other, as the random numbers like.
final class Network {
    private static final int REMEMBERED = 4;
    private static final int MOST = 500_000;

    private static final class Channel {
        private final String name;
        private final Deque<Runnable> messages = new ArrayDeque<>();
        private final Deque<Runnable> delivered = new ArrayDeque<>();
        private boolean slow;

        private Channel(String name) {
            this.name = name;
        }
    }

    private final RandomGenerator random;
    private final Map<String, Channel> channels = new HashMap<>();
    private final List<Channel> busy = new ArrayList<>();

    Network(RandomGenerator random) {
        this.random = random;
    }

    void send(String name, Runnable message) {
        var channel = channel(name);
        if (channel.messages.isEmpty()) {
            busy.add(channel);
        }
        channel.messages.add(message);
    }

    /// Delivers one message; whether there was one.
    boolean deliver() {
        if (busy.isEmpty()) {
            return false;
        }
        int at = random.nextInt(busy.size());
        if (busy.get(at).slow && random.nextInt(16) > 0) {
            at = random.nextInt(busy.size());
        }
        var channel = busy.get(at);
        var message = channel.messages.remove();
        remember(channel, message);
        if (channel.messages.isEmpty()) {
            forget(at);
        }
        message.run();
        return true;
    }

    /// Delivers everything. Fails where that never ends.
    void settle() {
        int delivered = 0;
        while (deliver()) {
            if (++delivered > MOST) {
                throw new AssertionError(
                        "never quiet: " + busy.stream().map(it -> it.name).toList());
            }
        }
    }

    /// What is under way on these channels is lost.
    void lose(Predicate<String> which) {
        for (int at = busy.size() - 1; at >= 0; at--) {
            if (which.test(busy.get(at).name)) {
                busy.get(at).messages.clear();
                forget(at);
            }
        }
    }

    /// The last few messages of one of these channels are delivered again, before those that are under way.
    void repeat(Predicate<String> which) {
        var those = channels.values().stream()
                .filter(channel -> !channel.delivered.isEmpty() && which.test(channel.name))
                .sorted((one, other) -> one.name.compareTo(other.name))
                .toList();
        if (those.isEmpty()) {
            return;
        }
        var channel = those.get(random.nextInt(those.size()));
        if (channel.messages.isEmpty()) {
            busy.add(channel);
        }
        var again = new ArrayList<>(channel.delivered);
        int count = random.nextInt(again.size()) + 1;
        for (int i = again.size() - 1; i >= again.size() - count; i--) {
            channel.messages.addFirst(again.get(i));
        }
    }

    /// These channels are slow from now on, and no others.
    void slow(Predicate<String> which) {
        channels.values().forEach(channel -> channel.slow = which.test(channel.name));
    }

    private Channel channel(String name) {
        return channels.computeIfAbsent(name, Channel::new);
    }

    private static void remember(Channel channel, Runnable message) {
        channel.delivered.add(message);
        if (channel.delivered.size() > REMEMBERED) {
            channel.delivered.remove();
        }
    }

    private void forget(int at) {
        var last = busy.removeLast();
        if (at < busy.size()) {
            busy.set(at, last);
        }
    }
}
