package io.processmanager.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a throwable says of itself. Exceptions are code of others, too: each method may throw, return null, or lead from one cause to the next for ever. So each is called
 * at most once, what it throws counts for nothing, and what is too much is left out before it is put together.
 */
public final class FailureText {

    private static final int LONGEST_MESSAGE = 100_000;
    private static final int LONGEST_STACK = 100_000;
    private static final int LONGEST_HEADING = 10_000;
    private static final int LONGEST_FRAME = 1_000;
    /** As many as a virtual machine keeps by default. */
    private static final int MOST_FRAMES = 1_024;
    private static final int MOST_SUPPRESSED = 10;
    /** As many are looked at of a throwable and its causes. */
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
     * @return its message, or the name of its class if it has none or does not tell it; storable, and cut off after 100,000 characters
     */
    public static String message(Throwable failure) {
        return StorableText.of(ask(failure::getMessage).orElseGet(failure.getClass()::getSimpleName), LONGEST_MESSAGE);
    }

    /**
     * @param failure what is only wrapped by those who have handed it on, like a framework
     * @return the messages of it and of its causes, one after the other; storable
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
     * @param cut leaves out those of its stack frames, and of those of its causes, that are not wanted
     * @return its stack trace as {@link Throwable#printStackTrace} writes it; storable, and cut off after 100,000 characters
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

    /** How many of the last frames are those of the throwable above. */
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
     * Asks code that is not ours.
     *
     * @param question a method of a throwable
     * @return its answer; empty if it is null, or if anything is thrown, even an error of the virtual machine
     */
    public static <T> Optional<T> ask(Supplier<T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (Throwable unspeakable) {
            return Optional.empty();
        }
    }
}
