package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.History;
import io.margay.cli.client.Words;
import io.margay.cli.get.ItemPrinter;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `margay history`: what became of a resource, and who did it?
@Command(
        name = "history",
        description = {
            "Shows each change of a resource that a server (margay up --api) still knows: when, and by whom; the latest"
                    + " first.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 nothing is known of it, 2 wrong usage, 3 no server can be reached.",
            "",
            "Examples:",
            "  margay history tier security",
            "  margay history netpol redis -n shop -o yaml"
        })
public final class HistoryCommand extends ResourceCommand {
    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many changes. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int limit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}; json and yaml with what it was since then. Default:"
                    + " ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private ItemPrinter output;

    @Override
    String path(ResourceKey key) {
        return History.path(key, limit);
    }

    @Override
    int goOn(ApiClient client, ResourceKey key, Value.Mapping said) {
        var items = Words.objects(said, "items");
        output.print(History.COLUMNS, output.isTable() ? History.lines(items, items.size() < limit) : items, out());
        return 0;
    }
}
