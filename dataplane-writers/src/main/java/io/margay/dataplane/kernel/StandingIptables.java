package io.margay.dataplane.kernel;

import io.margay.model.net.IpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// iptables over nf_tables, whose `iptables-restore` stays and waits for the next text.
///
/// A process that begins and ends for each text costs 15 to 25 ms, most of which it waits, at its end, for the kernel
/// to
/// do away with what it replaced: its rules are in force long before. One that stays takes 3 ms; that it is done says
/// the kernel ([RuleCommits]). Where that is not heard, its end is waited for as ever. A text that it refuses changes
/// nothing, and is given to one of its own, which says why.
///
/// ```text
/// text ─▶ pipe ─▶ iptables-nft-restore ─▶ kernel ─▶ new generation, by this process ─▶ done
///                          └─▶ ends ─▶ text ─▶ another, of its own ─▶ what it says
/// ```
final class StandingIptables implements Iptables {
    /// What a pipe takes before anybody reads it, with room to spare; a longer text takes its time in any case.
    private static final int LONGEST_TEXT = 32 << 10;

    /// Of silence, or until somebody else changes something.
    private static final Duration TURN = Duration.ofMillis(20);

    private static final int MOST_TURNS = 100;
    /// How often in a row nothing is to be written until the processes go.
    private static final int MOST_IDLE = 40;

    private final IptablesPrograms programs;
    private final Commands commands;
    private final RuleCommits commits;
    private final Map<IpVersion, Process> standing = new EnumMap<>(IpVersion.class);
    private int idle;

    /// A text, and the process that has it.
    private static final class Fed {
        private final Text text;
        private final @Nullable Process process;
        private boolean isDone;

        private Fed(Text text, @Nullable Process process) {
            this.text = text;
            this.process = process;
        }

        private boolean isOpen() {
            return !isDone && process != null && process.isAlive();
        }
    }

    /// @param commands where the programs run
    StandingIptables(IptablesPrograms programs, Commands commands, RuleCommits commits) {
        this.programs = programs;
        this.commands = commands;
        this.commits = commits;
    }

    @Override
    public Exit restore(IpVersion version, String text) {
        return restore(List.of(new Text(version, text))).getFirst();
    }

    @Override
    public synchronized List<Exit> restore(List<Text> texts) {
        idle = 0;
        if (texts.stream().anyMatch(it -> it.text().length() > LONGEST_TEXT) || !commits.listen()) {
            return programs.restore(texts);
        }
        var fed = new ArrayList<Fed>();
        texts.forEach(text -> fed.add(feed(text)));
        for (int turn = 0; turn < MOST_TURNS && fed.stream().anyMatch(Fed::isOpen); turn++) {
            hear(fed);
        }
        if (!fed.stream().allMatch(it -> it.isDone)) {
            // What has ended may have been done before.
            hear(fed);
        }
        commits.rest();
        return fed.stream().map(this::exit).toList();
    }

    private Fed feed(Text text) {
        try {
            var process = standing.get(text.version());
            if (process == null || !process.isAlive()) {
                process = commands.start(programs.restoreCommand(text.version()));
                standing.put(text.version(), process);
            }
            var to = process.getOutputStream();
            to.write(text.text().getBytes(StandardCharsets.UTF_8));
            to.flush();
            return new Fed(text, process);
        } catch (IOException e) {
            // It cannot be started, or has ended; and a text that is not whole does nothing.
            return new Fed(text, null);
        }
    }

    private void hear(List<Fed> fed) {
        commits.next(TURN)
                .ifPresent(pid -> fed.stream()
                        .filter(it -> it.process != null && it.process.pid() == pid)
                        .forEach(it -> it.isDone = true));
    }

    private Exit exit(Fed fed) {
        if (fed.isDone) {
            return Exit.DONE;
        }
        standing.remove(fed.text.version());
        boolean isDone = fed.process != null && endsWell(fed.process);
        return isDone ? Exit.DONE : programs.restore(fed.text.version(), fed.text.text());
    }

    /// Lets it end. One that hangs is killed: it may have done its work or not, as any other that takes too long.
    private boolean endsWell(Process process) {
        try {
            process.getOutputStream().close();
            boolean hasEnded = process.waitFor(commands.patience().toMillis(), TimeUnit.MILLISECONDS);
            return hasEnded && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public synchronized OptionalLong generation() {
        return commits.generation();
    }

    /// A process that nobody needs for a while goes.
    @Override
    public synchronized void idle() {
        idle++;
        if (idle == MOST_IDLE) {
            end();
        }
    }

    @Override
    public synchronized void close() {
        end();
        commits.close();
    }

    private void end() {
        standing.values().forEach(process -> {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroyForcibly();
            }
        });
        standing.clear();
    }

    @Override
    public Backend backend() {
        return programs.backend();
    }

    @Override
    public Exit save(IpVersion version, Table table, Consumer<String> lines) {
        return programs.save(version, table, lines);
    }

    @Override
    public Exit saveAll(IpVersion version, Consumer<String> lines) {
        return programs.saveAll(version, lines);
    }

    @Override
    public Exit rules(IpVersion version, Table table, String chain) {
        return programs.rules(version, table, chain);
    }
}
