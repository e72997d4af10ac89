package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.History;
import io.margay.cli.client.Versions;
import io.margay.cli.client.Words;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `margay rollback`: a resource is to be what it was.
@Command(
        name = "rollback",
        description = {
            "Makes a resource what it was before its last change, or at a revision: another change, on a server (margay up"
                    + " --api). What was deleted then is deleted.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 that is not known, or somebody changed it meanwhile, 2 wrong usage, 3 no",
            "server can be reached.",
            "",
            "Examples:",
            "  margay rollback tier security",
            "  margay rollback netpol redis -n shop --to 41"
        })
public final class RollbackCommand extends ResourceCommand {
    private static final int MOST = 1_000;

    @Option(
            names = "--to",
            paramLabel = "REVISION",
            description = "What it was right after this revision. Default: before its last change.")
    private @Nullable Long to;

    @Option(names = "--dry-run", description = "Only says what would become of it.")
    private boolean isTrial;

    @Override
    String path(ResourceKey key) {
        return History.path(key, MOST);
    }

    @Override
    int goOn(ApiClient client, ResourceKey key, Value.Mapping said) {
        var items = Words.objects(said, "items");
        var last = items.getFirst();
        long wanted = to == null ? Long.parseLong(Words.text(last, "revision")) - 1 : to;
        var then = History.at(items, wanted);
        if (then.isEmpty()) {
            // It may not have existed, or what it was may be kept no more: nobody's policy goes because of that.
            err().println("nothing is kept of " + key + " before revision " + Words.text(items.getLast(), "revision")
                    + "; margay delete removes it");
            return 1;
        }
        var edits = new Edits(isTrial);
        var now = History.isDeleted(last) ? "0" : Words.text(last, "revision");
        if (History.isDeleted(then.get())) {
            edits.delete(key, now);
        } else {
            edits.put(Versions.expecting(Words.object(then.get(), "object"), now));
        }
        return print(edits.send(client), done -> {
            edits.print(done, out());
            err().println("as it was at revision " + wanted);
            return 0;
        });
    }
}
