package io.processmanager.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Describes throwables, whose methods may be foreign code that throws, returns null or forms an endless chain of
 * causes. What they throw is ignored, and excess is left out before the text is built.
 */
public final class FailureText {

    private static final int LONGEST_MESSAGE = 100_000;
    private static final int LONGEST_STACK = 100_000;
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_HEADING = 10_000;
    private static final int LONGEST_FRAME = 1_000;
    /** The JVM's default for stack traces. */
    private static final int MOST_FRAMES = 1_024;
    private static final int MOST_SUPPRESSED = 10;
    /** The number of throwables examined: one and its causes. */
    public static final int MOST_THROWABLES = 50;
    private static final int MOST_REASONS = 5;

    private final UnaryOperator<StackTraceElement[]> cut;
    private final StringBuilder stack = new StringBuilder();
    private final Set<Throwable> written = Collections.newSetFromMap(new IdentityHashMap<>());

    private FailureText(UnaryOperator<StackTraceElement[]> cut) {
        this.cut = cut;
    }

    /**
     * @param failure any throwable
     * @return its message, or its class name without one; storable, cut after 100,000 characters
     */
    public static String message(Throwable failure) {
        return StorableText.of(ask(failure::getMessage).orElseGet(failure.getClass()::getSimpleName), LONGEST_MESSAGE);
    }

    /**
     * @param message of any length
     * @return its first line, cut to fit a log line
     */
    public static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        int more = (int) message.lines().skip(1).count();
        return StorableText.cut(line, LONGEST_LINE) + (more == 0 ? "" : " … (" + more + " lines more, see the record of the process if it fails)");
    }

    /**
     * @param failure a wrapper, such as a framework's
     * @return its message and those of its causes; storable
     */
    public static String reasons(Throwable failure) {
        StringBuilder all = new StringBuilder(StorableText.of(message(failure), LONGEST_HEADING));
        Optional<Throwable> cause = ask(failure::getCause);
        for (int i = 0; i < MOST_REASONS && cause.isPresent(); i++) {
            all.append(": ").append(StorableText.of(ask(cause.get()::toString).orElseGet(cause.get().getClass()::getName), LONGEST_HEADING));
            cause = ask(cause.get()::getCause);
        }
        return all.toString();
    }

    /**
     * @param failure any throwable
     * @param cut removes unwanted frames, from its causes too
     * @return its stack trace in the format of {@link Throwable#printStackTrace}; storable, cut after 100,000
     *         characters
     */
    public static String stack(Throwable failure, UnaryOperator<StackTraceElement[]> cut) {
        FailureText text = new FailureText(cut);
        text.write(failure, "", "", new StackTraceElement[0]);
        return StorableText.of(text.stack.toString(), LONGEST_STACK);
    }

    private void write(Throwable failure, String indentation, String caption, StackTraceElement[] enclosing) {
        String heading = StorableText.of(ask(failure::toString).orElseGet(failure.getClass()::getName), LONGEST_HEADING);
        if (!written.add(failure) || written.size() > MOST_THROWABLES) {
            line(indentation, caption + "[left out: " + (written.size() > MOST_THROWABLES ? "there are too many" : "it stands above") + ": " + heading + "]");
            return;
        }
        line(indentation, caption + heading);
        StackTraceElement[] frames = ask(failure::getStackTrace).map(cut).orElseGet(() -> new StackTraceElement[0]);
        int inCommon = inCommon(frames, enclosing);
        int shown = Math.min(MOST_FRAMES, frames.length - inCommon);
        for (int i = 0; i < shown && !isFull(); i++) {
            line(indentation, "\tat " + text(frames[i]));
        }
        if (frames.length > shown) {
            line(indentation, "\t... " + (frames.length - shown) + " more");
        }
        writeSuppressed(failure, indentation + "\t", frames);
        ask(failure::getCause).filter(cause -> !isFull()).ifPresent(cause -> write(cause, indentation, "Caused by: ", frames));
    }

    private void writeSuppressed(Throwable failure, String indentation, StackTraceElement[] frames) {
        Throwable[] all = failure.getSuppressed();
        for (int i = 0; i < Math.min(MOST_SUPPRESSED, all.length) && !isFull(); i++) {
            write(all[i], indentation, "Suppressed: ", frames);
        }
        if (all.length > MOST_SUPPRESSED) {
            line(indentation, "... and " + (all.length - MOST_SUPPRESSED) + " more suppressed");
        }
    }

    private boolean isFull() {
        return stack.length() > LONGEST_STACK;
    }

    private void line(String indentation, String line) {
        if (!isFull()) {
            stack.append(stack.isEmpty() ? "" : "\n").append(indentation).append(line);
        }
    }

    /** The number of trailing frames shared with the enclosing throwable. */
    private static int inCommon(StackTraceElement[] frames, StackTraceElement[] enclosing) {
        int count = 0;
        while (count < Math.min(frames.length, enclosing.length) && frames[frames.length - 1 - count] != null
                && frames[frames.length - 1 - count].equals(enclosing[enclosing.length - 1 - count])) {
            count++;
        }
        return count;
    }

    private static String text(StackTraceElement frame) {
        if (frame == null) {
            return "?";
        }
        long length = Stream.of(frame.getClassLoaderName(), frame.getModuleName(), frame.getModuleVersion(), frame.getClassName(), frame.getMethodName(), frame.getFileName())
                .mapToLong(part -> part == null ? 0 : part.length()).sum();
        return length <= LONGEST_FRAME ? frame.toString()
                : StorableText.of(frame.getClassName(), LONGEST_FRAME / 2) + "." + StorableText.of(frame.getMethodName(), LONGEST_FRAME / 2);
    }

    /**
     * Calls foreign code.
     *
     * @param question a method of a throwable
     * @return its answer; empty if null or if it throws anything, even a JVM error
     */
    public static <T> Optional<T> ask(Supplier<T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (Throwable unspeakable) {
            return Optional.empty();
        }
    }
}
