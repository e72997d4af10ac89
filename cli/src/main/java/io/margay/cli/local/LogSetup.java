package io.margay.cli.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.List;

/// Logs are words for people: on standard error, and only what somebody should know. Logback finds this by itself; a
/// file that `-Dlogback.configurationFile` names counts instead.
///
/// In Java rather than as a file of logback's, which would load a parser of XML and 400 classes into each agent.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String FILE = "logback.configurationFile";
    /// Who changed what: for the record, so it is said without being asked for.
    private static final String AUDIT = "io.margay.audit";

    private static final String LINE = "%d{HH:mm:ss.SSS} %-5level %logger{24} %msg %kvp%n";

    /// What fails where a store's database does, or where a port is taken: whoever needs it says so in a line, once.
    private static final List<String> TOLD =
            List.of("io.margay.actors.store.keeper.StoreJournal", "com.zaxxer.hikari", "akka.io.TcpListener");

    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        logs.getStatusManager().add(new NopStatusListener());
        var lines = new PatternLayoutEncoder();
        lines.setContext(logs);
        lines.setPattern(LINE);
        lines.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(logs);
        console.setTarget("System.err");
        console.setEncoder(lines);
        console.start();
        var root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        logs.getLogger(AUDIT).setLevel(Level.INFO);
        TOLD.forEach(name -> logs.getLogger(name).setLevel(Level.OFF));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
