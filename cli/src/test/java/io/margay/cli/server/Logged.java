package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// What is logged meanwhile.
public final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public Logged() {
        this("io.margay.cli");
    }

    /// Of this logger, and those below it.
    public Logged(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        start();
        logger.addAppender(this);
    }

    /// Waits for a line with all of this.
    public void awaitLine(String... words) {
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() ->
                        assertThat(lines).anySatisfy(line -> assertThat(line).contains(List.of(words))));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs());
    }
}
