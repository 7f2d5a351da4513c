package io.processmanager.capture;

import io.processmanager.text.FailureText;
import io.processmanager.view.LogLine;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Captures log records. Attached to the root logger, it receives what the server's levels pass, from java.util.logging,
 * System.Logger and JBoss LogManager.
 */
final class CapturedOutputHandler extends Handler {

    private final OutputCapture capture;
    private final Formatter formatter = new SimpleFormatter();

    CapturedOutputHandler(OutputCapture capture) {
        this.capture = capture;
    }

    @Override
    public void publish(LogRecord logged) {
        Optional<CapturedOutput> into = capture.current();
        if (into.isEmpty() || !isLoggable(logged)) {
            return;
        }
        try {
            into.get().line(LogLine.Stream.LOG, text(logged));
        } catch (RuntimeException failure) {
            reportError("A log record could not be added to the log of its process", failure, ErrorManager.WRITE_FAILURE);
        }
    }

    private String text(LogRecord logged) {
        StringBuilder text = new StringBuilder();
        text.append(logged.getLevel().getName()).append(' ').append(String.valueOf(logged.getLoggerName())).append(": ").append(message(logged));
        if (logged.getThrown() != null) {
            text.append('\n');
            text.append(FailureText.stack(logged.getThrown(), UnaryOperator.identity()));
        }
        return text.toString();
    }

    /** JBoss records support more formats than {@code {0}}. Reflective, as not every server has their class. */
    private String message(LogRecord logged) {
        if (logged.getClass() != LogRecord.class) {
            try {
                Method formatted = logged.getClass().getMethod("getFormattedMessage");
                return String.valueOf(formatted.invoke(logged));
            } catch (ReflectiveOperationException notOfJBoss) {
                return formatter.formatMessage(logged);
            }
        }
        return formatter.formatMessage(logged);
    }

    @Override
    public void flush() {
        // unbuffered
    }

    @Override
    public void close() {
        // no resources
    }
}
