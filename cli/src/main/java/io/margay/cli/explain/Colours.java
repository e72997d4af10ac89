package io.margay.cli.explain;

import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/// Colours for an explanation that is shown on a terminal: what matched, what did not, and the verdicts.
public final class Colours {
    private static final Pattern ALLOW = Pattern.compile("^( *▶ |)allow(?=:)|✓");
    private static final Pattern DENY = Pattern.compile("^( *▶ |)deny(?=:)|✗");

    private Colours() {}

    /// A line with colours, if they are on.
    public static String paint(String line, Ansi ansi) {
        if (!ansi.enabled()) {
            return line;
        }
        var green = ALLOW.matcher(line).replaceAll(found -> ansi.string("@|bold,green " + found.group() + "|@"));
        return DENY.matcher(green).replaceAll(found -> ansi.string("@|bold,red " + found.group() + "|@"));
    }
}
