package io.margay.cli.local;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What gRPC has to say goes to the log, a line each; of connections that were refused, too.
public final class GrpcLog extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcLog.class);

    /// Held, as the JDK forgets loggers that nobody has.
    private static final java.util.logging.Logger GRPC = java.util.logging.Logger.getLogger("io.grpc");

    /// How gRPC begins what it says of a handshake that failed.
    private static final String HANDSHAKE = "Socket failed to handshake";

    private static final int MOST = 300;

    /// What the JDK says of a client without a certificate, or with one of an authority that it was not asked for.
    private static final String NO_CERTIFICATE = "Empty client certificate chain";

    private GrpcLog() {}

    /// Installs it in this process, once.
    public static synchronized void install() {
        if (GRPC.getHandlers().length == 0) {
            GRPC.setUseParentHandlers(false);
            GRPC.addHandler(new GrpcLog());
        }
    }

    @Override
    public void publish(LogRecord said) {
        var thrown = said.getThrown();
        var why = thrown == null ? "" : words(thrown);
        var text = String.valueOf(said.getMessage());
        if (text.startsWith(HANDSHAKE)) {
            LOG.atWarn().addKeyValue("why", why).log("connection refused");
        } else if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
            LOG.atWarn().addKeyValue("why", why).log(text);
        } else {
            LOG.atDebug().addKeyValue("why", why).log(text);
        }
    }

    /// What came from outside, for a line of a log: cut, and without what is no letter, digit or sign.
    public static String printable(String text) {
        return text.substring(0, Math.min(MOST, text.length())).replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String words(Throwable thrown) {
        var why = String.valueOf(thrown.getMessage());
        return why.contains(NO_CERTIFICATE)
                ? "it shows no certificate of an authority that is trusted here"
                : printable(why.replaceFirst("^\\(\\w+\\) ", ""));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
