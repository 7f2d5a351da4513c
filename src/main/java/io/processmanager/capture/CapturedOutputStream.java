package io.processmanager.capture;

import io.processmanager.view.LogLine;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Replaces {@code System.out} or {@code System.err}: forwards to the original stream, and for captured threads also to
 * their {@link CapturedOutput}. Overrides every method, so that other threads pay only one thread-local look-up, no
 * lock or encoding.
 *
 * <p>Several deployments may form a chain and leave it in any order. As each has its own class, they recognize each
 * other by class name and communicate through a JDK interface: {@link #test} unlinks a leaving stream.
 */
final class CapturedOutputStream extends PrintStream implements BiPredicate<PrintStream, PrintStream> {

    private final LogLine.Stream stream;
    private final OutputCapture capture;
    private volatile PrintStream original;

    CapturedOutputStream(LogLine.Stream stream, PrintStream original, OutputCapture capture) {
        super(original);
        this.stream = stream;
        this.original = original;
        this.capture = capture;
    }

    /**
     * Leaves the chain.
     *
     * @param first the current {@code System.out} or {@code System.err}
     * @return the stream to set instead; {@code first} unless it is this one
     */
    PrintStream leave(PrintStream first) {
        if (first == this) {
            return original;
        }
        passOver(first, this, original);
        return first;
    }

    /**
     * @param leaving the stream to unlink
     * @param behind its successor
     * @return whether it was found behind this one
     */
    @Override
    public boolean test(PrintStream leaving, PrintStream behind) {
        if (original == leaving) {
            original = behind;
            return true;
        }
        return passOver(original, leaving, behind);
    }

    /** Behind a foreign stream, the leaving one cannot be unlinked and keeps forwarding. */
    @SuppressWarnings("unchecked")
    private static boolean passOver(PrintStream first, PrintStream leaving, PrintStream behind) {
        return first.getClass().getName().equals(CapturedOutputStream.class.getName())
                && ((BiPredicate<PrintStream, PrintStream>) first).test(leaving, behind);
    }

    private void write(Consumer<PrintStream> toOriginal, Consumer<CapturedOutput> toCapture, CapturedOutput into) {
        capture.withoutCapturing(() -> toOriginal.accept(original));
        toCapture.accept(into);
    }

    @Override
    public void print(String text) {
        Optional<CapturedOutput> into = capture.current();
        if (into.isEmpty()) {
            original.print(text);
        } else {
            write(to -> to.print(text), to -> to.append(stream, String.valueOf(text)), into.get());
        }
    }

    @Override
    public void println(String text) {
        Optional<CapturedOutput> into = capture.current();
        if (into.isEmpty()) {
            original.println(text);
        } else {
            write(to -> to.println(text), to -> to.appendLine(stream, String.valueOf(text)), into.get());
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Optional<CapturedOutput> into = capture.current();
        if (into.isEmpty()) {
            original.write(bytes, offset, length);
        } else {
            write(to -> to.write(bytes, offset, length), to -> to.append(stream, bytes, offset, length), into.get());
        }
    }

    @Override
    public void write(int oneByte) {
        Optional<CapturedOutput> into = capture.current();
        if (into.isEmpty()) {
            original.write(oneByte);
        } else {
            write(to -> to.write(oneByte), to -> to.append(stream, new byte[] {(byte) oneByte}, 0, 1), into.get());
        }
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void writeBytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() {
        original.flush();
    }

    /** Closes the server's stream, if that permits it. */
    @Override
    public void close() {
        original.close();
    }

    @Override
    public boolean checkError() {
        return original.checkError();
    }

    @Override
    public void print(boolean value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void println() {
        println("");
    }

    @Override
    public void println(boolean value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        println(String.valueOf(value));
    }

    @Override
    public PrintStream printf(String format, Object... values) {
        return format(format, values);
    }

    @Override
    public PrintStream printf(Locale locale, String format, Object... values) {
        return format(locale, format, values);
    }

    @Override
    public PrintStream format(String format, Object... values) {
        print(String.format(Locale.getDefault(Locale.Category.FORMAT), format, values));
        return this;
    }

    @Override
    public PrintStream format(Locale locale, String format, Object... values) {
        print(String.format(locale, format, values));
        return this;
    }

    @Override
    public PrintStream append(CharSequence text) {
        print(String.valueOf(text));
        return this;
    }

    @Override
    public PrintStream append(CharSequence text, int start, int end) {
        print(String.valueOf(text).substring(start, end));
        return this;
    }

    @Override
    public PrintStream append(char character) {
        print(character);
        return this;
    }
}
