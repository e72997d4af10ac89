package io.margay.cli.command;

import io.margay.cli.Margay;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// What a command did.
public record CommandRun(int code, String out, String err) {
    /// The example cluster, from where tests run.
    static final String SHOP = "../examples/shop";

    /// Runs it in this JVM.
    public static CommandRun of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Margay.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /// With a text on standard input.
    static CommandRun reading(String text, String... arguments) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return of(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
