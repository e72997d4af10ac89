package io.margay.load.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a run under load found.
///
/// @param asked what was asked for
/// @param reaches by how many hosts a change affects
/// @param moments how it went over time
/// @param processes what each member used, and this process, by name
/// @param hosts what the hosts were told
/// @param verdict whether each held in the end what it should
public record LoadReport(
        Asked asked,
        Map<Reach, Latencies> reaches,
        List<Moment> moments,
        List<ProcessFigures> processes,
        HostFigures hosts,
        Verdict verdict) {
    public LoadReport {
        moments = List.copyOf(moments);
        processes = List.copyOf(processes);
    }

    /// What was asked for.
    ///
    /// @param rate changes a second
    public record Asked(Sizes sizes, double rate, Duration warmUp, Duration duration, long seed) {}

    /// How large it is.
    ///
    /// @param dataset the folder that pods and policies are of; empty: they are made, as many as asked for
    /// @param wide whether each host hears of nearly every pod
    public record Sizes(int hosts, int pods, int policies, boolean wide, String dataset, int members) {
        /// Of the pods and policies.
        String words() {
            return dataset.isEmpty() ? pods + " pods, " + policies + " policies" : "dataset " + dataset;
        }
    }

    /// Some seconds of the run.
    ///
    /// @param second from the first change on
    /// @param isWarmUp whether its latencies count for nothing else
    /// @param each of changes of few hosts that were due in it, until each host had it
    /// @param last of changes of all hosts that were due in it, until the last had it
    /// @param used by each process, in their order
    public record Moment(int second, boolean isWarmUp, Histogram each, Histogram last, List<Used> used) {
        public Moment {
            used = List.copyOf(used);
        }
    }

    /// What a process used.
    ///
    /// @param cores of CPU in the mean since the moment before
    public record Used(double cores, long rssBytes) {}

    /// What a process used in all.
    ///
    /// @param cpu while changes came
    /// @param peakRssBytes since it began
    public record ProcessFigures(String name, Duration cpu, long rssBytes, long peakRssBytes) {}

    /// What hosts were told.
    ///
    /// @param started until all of them had everything for the first time
    /// @param first bytes of the first update, by host
    /// @param later bytes of all others, by host
    /// @param updates how many there were, of all hosts
    /// @param heapBytes that this process holds for each host: its connection, its certificate, what it was told
    /// @param losses streams that ended without their host's doing
    public record HostFigures(
            Duration started, Histogram first, Histogram later, long updates, long heapBytes, Losses losses) {}

    /// Streams that ended without their host's doing.
    ///
    /// @param gaps how long each host was then until another one told it something, in microseconds
    public record Losses(long count, Histogram gaps) {}

    /// How it ended.
    ///
    /// @param changes how many came, those of the warm-up too
    /// @param silent how many of them no host had to hear of
    /// @param converged until the last host held what it should, after the last change
    /// @param wrong hosts that do not, and how; empty: none
    /// @param troubles what else went wrong, in words
    /// @param events what was done wrong on purpose
    public record Verdict(
            int changes,
            int silent,
            Duration converged,
            List<String> wrong,
            List<String> troubles,
            List<String> events) {
        public Verdict {
            events = List.copyOf(events);
            wrong = List.copyOf(wrong);
            troubles = List.copyOf(troubles);
        }

        /// Whether each host holds what it should.
        public boolean isGood() {
            return wrong.isEmpty();
        }
    }
}
