package io.margay.dataplane.agent.state;

import java.io.IOException;
import java.nio.file.Path;

/// Has the state of a folder until it is ended, or its standard input is.
final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) throws IOException {
        var state = new StateFolder(Path.of(args[0]), "n1");
        state.open();
        state.replace(Few.whole(1));
        System.out.println("open");
        while (System.in.read() >= 0) {}
    }
}
