package io.margay.actors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Ports of this machine that nobody listens on.
public final class FreePorts {
    private FreePorts() {}

    /// So many, all of them different.
    public static List<Integer> of(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var found = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (var socket : sockets) {
                socket.close();
            }
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
