package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.History;
import io.margay.cli.client.Reply;
import io.margay.cli.client.ResourceItem;
import io.margay.cli.client.StatusText;
import io.margay.cli.client.Versions;
import io.margay.cli.client.Words;
import io.margay.cli.get.ItemPrinter;
import io.margay.cli.probe.YamlText;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import picocli.CommandLine.Command;

/// `margay describe`: all about one resource.
@Command(
        name = "describe",
        description = {
            "Shows a resource of a server (margay up --api): who changed it and when, where it was written, where it is in"
                    + " force, and what it says.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 it is not there, 2 wrong usage, 3 no server can be reached.",
            "",
            "Example:",
            "  margay describe netpol redis -n shop"
        })
public final class DescribeCommand extends ResourceCommand {
    private static final int LAST = 5;

    @Override
    String path(ResourceKey key) {
        return History.path("resources", key);
    }

    @Override
    int goOn(ApiClient client, ResourceKey key, Value.Mapping found) {
        var out = out();
        var item = ResourceItem.of(found);
        out.println(key + " (" + key.kind().apiVersion() + ")");
        out.println("changed in revision " + Words.text(item, "revision") + ", " + Words.text(item, "changed") + ", by "
                + Words.text(item, "by"));
        var source = Words.text(item, "source");
        if (!source.isEmpty()) {
            out.println("written in " + source);
        }
        if (StatusText.isPolicy(key.kind())
                && client.get(History.path("status/policies", key)) instanceof Reply.Done(var status)) {
            out.println(StatusText.standing(status));
        }
        out.println();
        if (client.get(History.path(key, LAST)) instanceof Reply.Done(var history)) {
            var items = Words.objects(history, "items");
            ItemPrinter.TABLE.print(History.COLUMNS, History.lines(items, items.size() < LAST), out);
            out.println();
        }
        out.print(YamlText.print(Versions.edited(found)));
        return 0;
    }
}
