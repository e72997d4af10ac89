package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.Reply;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command about one resource of a server, of which it asks for something first.
abstract class ResourceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ResourceArguments resource;

    @Mixin
    private ServerOptions server;

    /// What it asks for.
    abstract String path(ResourceKey key);

    /// Goes on with what the server says. The exit code.
    abstract int goOn(ApiClient client, ResourceKey key, Value.Mapping said);

    @Override
    public Integer call() {
        var key = resource.key(spec.commandLine());
        return server.with(spec.commandLine(), client -> print(client.get(path(key)), said -> goOn(client, key, said)));
    }

    /// Prints what a server did, or why it did not. The exit code.
    int print(Reply reply, ToIntFunction<Value.Mapping> done) {
        return ServerOptions.print(spec.commandLine(), reply, done);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
