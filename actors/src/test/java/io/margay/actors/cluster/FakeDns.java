package io.margay.actors.cluster;

import io.margay.cluster.discovery.DnsName.Place;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A server of DNS that answers every question with the same SRV records; none: that there is no such name.
final class FakeDns implements AutoCloseable {
    private static final int MOST = 512;
    private static final int HEADER = 12;
    private static final int ANSWER = 0x8400;
    private static final int NO_SUCH_NAME = 0x8403;
    private static final int SRV = 33;
    private static final int SAME_NAME = 0xc000 + HEADER;
    private static final int QUESTION_ENDS_AFTER = 5;

    private final DatagramSocket socket;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile List<Place> records = List.of();

    private FakeDns(DatagramSocket socket) {
        this.socket = socket;
    }

    static FakeDns open() throws IOException {
        var made = new FakeDns(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(made::serve);
        return made;
    }

    /// `HOST:PORT`
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    void have(Collection<Place> places) {
        records = List.copyOf(places);
    }

    /// How many questions it answered.
    int answered() {
        return answered.get();
    }

    private void serve() {
        try {
            while (!socket.isClosed()) {
                var asked = new DatagramPacket(new byte[MOST], MOST);
                socket.receive(asked);
                var answer = answer(asked.getData());
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
                answered.incrementAndGet();
            }
        } catch (IOException _) {
            // It was closed, as the test is over.
        }
    }

    private byte[] answer(byte[] asked) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        var known = records;
        out.write(asked, 0, Short.BYTES);
        out.writeShort(known.isEmpty() ? NO_SUCH_NAME : ANSWER);
        out.writeShort(1);
        out.writeShort(known.size());
        out.writeInt(0);
        int end = HEADER;
        while (asked[end] != 0) {
            end += asked[end] + 1;
        }
        out.write(asked, HEADER, end + QUESTION_ENDS_AFTER - HEADER);
        for (var place : known) {
            write(place, out);
        }
        return bytes.toByteArray();
    }

    private static void write(Place place, DataOutputStream out) throws IOException {
        var target = new ByteArrayOutputStream();
        for (var label : place.host().split("[.]", -1)) {
            target.write(label.length());
            target.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        target.write(0);
        out.writeShort(SAME_NAME);
        out.writeShort(SRV);
        out.writeShort(1);
        out.writeInt(1);
        out.writeShort(3 * Short.BYTES + target.size());
        out.writeInt(0);
        out.writeShort(place.port());
        target.writeTo(out);
    }

    @Override
    public void close() {
        socket.close();
    }
}
