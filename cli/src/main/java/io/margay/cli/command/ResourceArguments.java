package io.margay.cli.command;

import io.margay.cli.input.KindWords;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Which resource: `KIND NAME`, a mixin.
final class ResourceArguments {
    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = KindCandidates.class,
            description = "Its kind, as pod, networkpolicies.projectcalico.org or gnp.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Its name: NAME or NAMESPACE/NAME.")
    private String name = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Its namespace. Default: default.")
    private String namespace = "";

    /// The resource that is named.
    ResourceKey key(CommandLine command) {
        return key(command, kind, name, namespace);
    }

    // breaks Parameters: they are what a name is made of
    static ResourceKey key(CommandLine command, String word, String name, String namespace) {
        var kind = kind(command, word);
        int slash = name.indexOf('/');
        var its = slash < 0 ? namespace : name.substring(0, slash);
        var known = its.isEmpty() ? "default" : its;
        return new ResourceKey(kind, kind.namespaced() ? known : "", name.substring(slash + 1));
    }

    /// The one kind that a word means.
    static Kind kind(CommandLine command, String word) {
        var kinds = KindWords.named(word);
        if (kinds.isEmpty()) {
            throw new ParameterException(command, "There is no kind '" + word + "': use one of " + KindWords.all());
        }
        if (kinds.size() > 1) {
            throw new ParameterException(
                    command,
                    "'" + word + "' may be " + KindWords.word(kinds.get(0)) + " or " + KindWords.word(kinds.get(1)));
        }
        return kinds.getFirst();
    }
}
