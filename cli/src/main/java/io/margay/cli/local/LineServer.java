package io.margay.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers questions on a socket: a line in, a line out, on as many connections as there are.
public final class LineServer {
    /// The longest question, in characters.
    private static final int MOST = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(LineServer.class);

    private LineServer() {}

    /// Begins to answer, each connection on a thread of its own.
    ///
    /// @param name of the threads
    public static void serve(LocalSocket socket, String name, Answering answers) {
        socket.serve(name, client -> serve(client, answers));
    }

    private static void serve(SocketChannel client, Answering answers) {
        try (client;
                var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
            var user =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            for (var line = readLine(lines); line != null; line = readLine(lines)) {
                write(client, answers.answer(line, user));
                answers.said();
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("why", e.getMessage()).log("client went away");
            answers.said();
        }
    }

    /// Writes a line to its end.
    static void write(SocketChannel to, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static @Nullable String readLine(BufferedReader from) throws IOException {
        var line = new StringBuilder();
        for (int c = from.read(); c != '\n'; c = from.read()) {
            if (c < 0 || line.length() == MOST) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
