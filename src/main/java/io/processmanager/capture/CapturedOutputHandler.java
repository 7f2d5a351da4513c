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
 * Takes what captured threads log. It sits on the root logger and gets what the server's log levels let pass, through
 * java.util.logging, System.Logger or JBoss LogManager alike.
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

    /** JBoss LogManager's records know other formats than {@code {0}}; its classes are not there on every server, so they are asked by name. */
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
        // Nothing is held back here.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
