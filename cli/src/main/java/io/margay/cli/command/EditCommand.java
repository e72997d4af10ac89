package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.History;
import io.margay.cli.client.Reply;
import io.margay.cli.client.Versions;
import io.margay.cli.client.Words;
import io.margay.cli.probe.YamlText;
import io.margay.dataplane.kernel.ChildProcess;
import io.margay.model.input.InputParser;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `margay edit`: a person changes a resource, in their editor.
@Command(
        name = "edit",
        description = {
            "Opens a resource of a server (margay up --api) in an editor, and makes it what was saved.",
            "",
            "What is wrong is said on top of the file, in the editor again. If somebody else changed it meanwhile, nothing"
                    + " is done, and what was saved is kept in a file. What is saved as it was changes nothing.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 it is not there, or nothing was done, 2 wrong usage, 3 no server can be",
            "reached.",
            "",
            "Example:",
            "  margay edit netpol redis -n shop"
        })
public final class EditCommand extends ResourceCommand {
    private static final String HEAD = "# Save it as it is to be. What is saved as it was changes nothing.\n";

    @Option(
            names = "--editor",
            paramLabel = "COMMAND",
            description = "The editor, for a shell; the file comes after it. Default: $VISUAL, else $EDITOR, else vi.")
    private @Nullable String editor;

    @Override
    String path(ResourceKey key) {
        return History.path("resources", key);
    }

    @Override
    int goOn(ApiClient client, ResourceKey key, Value.Mapping object) {
        try {
            var file = Files.createTempFile("margay-edit-", ".yaml");
            int code = edit(client, file, YamlText.print(Versions.edited(object)));
            if (code == 0) {
                Files.delete(file);
            } else {
                err().println("what was saved is in " + file);
            }
            return code;
        } catch (IOException e) {
            err().println("cannot edit " + key + ": " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int edit(ApiClient client, Path file, String first) throws IOException, InterruptedException {
        var before = first;
        List<String> problems = List.of();
        while (true) {
            Files.writeString(file, HEAD + comments(problems) + before);
            if (ChildProcess.runHere(List.of("sh", "-c", editor() + " \"$0\"", file.toString())) != 0) {
                throw new IOException("the editor failed");
            }
            var saved = withoutComments(Files.readString(file));
            if (saved.equals(before)) {
                return unchanged(problems);
            }
            var edits = new Edits(false);
            problems = read(file, saved, edits);
            var refused = problems.isEmpty() ? edits.send(client) : null;
            if (refused instanceof Reply.Refused(var _, var body)
                    && !Words.objects(body, "problems").isEmpty()) {
                problems = Words.lines(body);
            } else if (refused != null) {
                return print(refused, done -> {
                    edits.print(done, out());
                    return 0;
                });
            }
            before = saved;
        }
    }

    private int unchanged(List<String> problems) {
        problems.forEach(err()::println);
        err().println("nothing was changed");
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<String> read(Path file, String saved, Edits edits) {
        var trees = new ArrayList<Value.Mapping>();
        var problems = parse(file, saved, trees::add);
        trees.forEach(edits::putAnew);
        if (problems.isEmpty() && trees.size() != 1) {
            return List.of("there must be one resource, of a kind that Margay reads");
        }
        // With their lines in the file as it is opened next, in which all of them come first.
        return parse(file, "#\n".repeat(problems.size() + 1) + saved, _ -> {}).stream()
                .map(Problem::print)
                .toList();
    }

    private static List<Problem> parse(Path file, String text, Consumer<Value.Mapping> accepted) {
        return new InputParser((_, tree) -> accepted.accept(tree))
                .parse(file.toString(), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .problems();
    }

    private static String comments(List<String> problems) {
        return problems.stream().map(problem -> "# " + problem + "\n").collect(Collectors.joining());
    }

    private static String withoutComments(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String editor() {
        var said = editor;
        if (said != null) {
            return said;
        }
        Map<String, String> environment = System.getenv();
        var usual = environment.getOrDefault("EDITOR", "vi");
        return environment.getOrDefault("VISUAL", usual);
    }
}
