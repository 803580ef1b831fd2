package io.warifu.keys;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps every event of the log with all that belongs to it, whether or not a pattern would print
 * it. Our own loggers say everything meanwhile: an operator may ask for the details as well.
 */
final class LogRecording extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String OURS = "io.warifu";

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = loggers.getLogger(OURS);
    private final @Nullable Level before = ours.getLevel();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** Only after a service has started, which sets the logging up anew. */
    static LogRecording begin() {
        LogRecording recording = new LogRecording();
        recording.setContext(recording.loggers);
        recording.start();
        recording.root.addAppender(recording);
        recording.ours.setLevel(Level.TRACE);
        return recording;
    }

    byte[] bytes() {
        synchronized (kept) {
            return kept.toByteArray();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (kept) {
            keep(event.getLoggerName());
            keep(event.getFormattedMessage());
            Object[] arguments = event.getArgumentArray();
            if (arguments != null) {
                for (Object argument : arguments) {
                    keep(argument);
                }
            }
            if (event.getKeyValuePairs() != null) {
                event.getKeyValuePairs().forEach(pair -> keep(pair.value));
            }
            event.getMDCPropertyMap().values().forEach(this::keep);
            if (event.getThrowableProxy() != null) {
                keep(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }

    private void keep(@Nullable Object value) {
        kept.writeBytes(
                value instanceof byte[] bytes
                        ? bytes
                        : String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        kept.write('\n');
    }

    @Override
    public void close() {
        ours.setLevel(before);
        root.detachAppender(this);
        stop();
    }
}
