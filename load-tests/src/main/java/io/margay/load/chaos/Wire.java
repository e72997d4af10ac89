package io.margay.load.chaos;

import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wire between hosts, or other members, and one member: passes bytes on, until it is cut. For any thread.
public final class Wire implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final int WAITING = 4_096;
    private static final int BUFFER = 16 << 10;

    private final ServerSocket hosts;
    private final HostPort member;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile Duration delay = Duration.ZERO;

    private Wire(ServerSocket hosts, HostPort member) {
        this.hosts = hosts;
        this.member = member;
    }

    /// One to a member, which may not be there yet.
    public static Wire to(HostPort member) throws IOException {
        var wire = new Wire(new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress()), member);
        Thread.ofVirtual().name("wire").start(wire::accept);
        return wire;
    }

    /// Where hosts find it.
    public HostPort at() {
        return new HostPort(HERE, hosts.getLocalPort());
    }

    /// All that goes through it ends, and nothing gets through until it is mended.
    public void cut() {
        isCut = true;
        open.forEach(Wire::close);
    }

    /// Lets through what comes from now on.
    public void mend() {
        isCut = false;
        delay = Duration.ZERO;
    }

    /// Each piece of bytes takes so much longer, until it is mended.
    void slow(Duration by) {
        delay = by;
    }

    @Override
    public void close() {
        try {
            hosts.close();
        } catch (IOException e) {
            assert hosts.isClosed() : e;
        }
        cut();
    }

    private void accept() {
        try {
            while (true) {
                var host = hosts.accept();
                Thread.ofVirtual().start(() -> join(host));
            }
        } catch (IOException e) {
            assert hosts.isClosed() : e;
        }
    }

    private void join(Socket host) {
        try (host;
                var far = new Socket()) {
            open.add(host);
            open.add(far);
            if (isCut) {
                return;
            }
            far.connect(new InetSocketAddress(member.host(), member.port()));
            host.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var back = Thread.ofVirtual().start(() -> pass(far, host));
            pass(host, far);
            back.join();
        } catch (IOException | InterruptedException _) {
            return; // the member is not there, or the host has gone: either end sees its socket close
        } finally {
            open.remove(host);
        }
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), buffer);
        } catch (IOException | InterruptedException _) {
            return; // cut
        } finally {
            open.remove(from);
        }
    }

    private void copy(InputStream from, OutputStream to, byte[] buffer) throws IOException, InterruptedException {
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            var wait = delay;
            if (!wait.isZero()) {
                Thread.sleep(wait);
            }
            to.write(buffer, 0, count);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            assert socket.isClosed() : e;
        }
    }
}
