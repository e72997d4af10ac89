package io.margay.actors.store;

import static io.margay.actors.store.Samples.edit;
import static io.margay.actors.store.Samples.put;
import static io.margay.actors.store.StoreLab.revision;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that edits a store, two resources at once, and says on its standard output which revisions it was told of,
/// until it is killed.
final class CrashingWriter {
    private CrashingWriter() {}

    /// Edits until it is killed.
    ///
    /// @param arguments the store's folder
    public static void main(String[] arguments) {
        var engine = StoreLab.start(StoreConfig.Database.embedded(Path.of(arguments[0])));
        var out = new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int i = 0; ; i++) {
            var net = "10." + i / 256 % 256 + "." + i % 256 + ".0/24";
            out.println("kept " + revision(engine.store().edit(edit(put("a", net), put("b", net)))));
        }
    }
}
