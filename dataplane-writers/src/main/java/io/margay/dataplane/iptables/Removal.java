package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.IptablesProgram;
import io.margay.dataplane.kernel.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes all that is Margay's out of a kernel, whoever put it there: rules that lead into its chains, the chains, the
/// sets; of both backends and both IP versions, in every table. Nothing else is touched. While it works, packets
/// pass: first no rule leads to us any more.
public final class Removal {
    private static final Pattern LEADS_TO_US = Pattern.compile("^-A (?!mgy)\\S+ .*(-j|-g) mgy\\S*( .*)?$");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /// The kernel holds on to a set for a moment after its last rule is gone.
    private static final int MOST_ATTEMPTS = 50;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Removal() {}

    /// Removes everything. What could not be removed, a line each, and why.
    public static List<String> remove(Stream<IptablesProgram> programs, Ipset ipset) {
        var left = new ArrayList<String>();
        programs.forEach(program -> removeChains(program, left));
        removeSets(ipset, left);
        return left;
    }

    private static void removeChains(IptablesProgram program, List<String> left) {
        var saved = program.save();
        if (saved.code() == Exit.NOT_STARTED) {
            return;
        }
        if (!saved.ok()) {
            left.add(program.name() + "-save: " + saved.why());
            return;
        }
        var text = restoreText(saved.output());
        var exit = text.isEmpty() ? saved : program.restore(text);
        if (!exit.ok()) {
            left.add(program.name() + "-restore: " + exit.why());
        }
    }

    /// What `-restore` is to be told, given what `-save` said; empty where nothing of ours is there.
    static String restoreText(String saved) {
        var text = new StringBuilder();
        var table = new ArrayList<String>();
        for (var line : saved.lines().toList()) {
            table.add(line);
            if (line.equals("COMMIT")) {
                text.append(ofTable(table));
                table.clear();
            }
        }
        return text.toString();
    }

    private static String ofTable(List<String> lines) {
        var chains = lines.stream()
                .filter(line -> line.startsWith(":" + Names.PREFIX))
                .map(line -> line.substring(1, line.indexOf(' ')))
                .toList();
        var parts = new ArrayList<String>();
        lines.stream().filter(line -> line.startsWith("*")).forEach(parts::add);
        lines.stream().filter(Removal::leadsToUs).forEach(line -> parts.add("-D" + line.substring("-A".length())));
        chains.forEach(chain -> parts.add("-F " + chain));
        chains.forEach(chain -> parts.add("-X " + chain));
        return parts.size() == 1 ? "" : String.join("\n", parts) + "\nCOMMIT\n";
    }

    /// Whether it is a rule of somebody else's chain; what stands in quotes is a comment, whatever it says.
    private static boolean leadsToUs(String line) {
        return LEADS_TO_US.matcher(QUOTED.matcher(line).replaceAll("\"\"")).matches();
    }

    private static void removeSets(Ipset ipset, List<String> left) {
        switch (ipset.names()) {
            case Reading.Unread<List<String>>(var refusal) -> left.add("reading the names of sets: " + refusal.why());
            case Reading.Read<List<String>>(var names) ->
                names.stream()
                        .filter(name -> name.startsWith(Names.PREFIX))
                        .sorted()
                        .forEach(name -> removeSet(ipset, name, left));
        }
    }

    private static void removeSet(Ipset ipset, String name, List<String> left) {
        var refusal = ipset.destroy(name);
        for (int attempt = 1; refusal.isPresent() && attempt < MOST_ATTEMPTS; attempt++) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            refusal = ipset.destroy(name);
        }
        refusal.ifPresent(why -> left.add(why.why()));
    }
}
