package io.processmanager.capture;

import io.processmanager.view.LogLine;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Stands in for {@code System.out} or {@code System.err}: hands everything on to the stream that was there before, and what a captured
 * thread writes to its {@link CapturedOutput} as well. Every method is overridden, so that for other threads nothing is added but one
 * look at a thread-local variable: no lock, no encoding.
 *
 * <p>Several deployments may stand in for the same stream, one before the other, and go in any order. They find each other by the name
 * of this class, and speak through an interface of the JDK, since each has loaded classes of its own: {@link #test} takes a stream that
 * goes out of the chain.
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
     * Goes out of the chain of streams.
     *
     * @param first the stream that is now {@code System.out} or {@code System.err}
     * @return the stream to set instead of it: itself, unless it is this
     */
    PrintStream leave(PrintStream first) {
        if (first == this) {
            return original;
        }
        passOver(first, this, original);
        return first;
    }

    /**
     * @param leaving a stream that goes
     * @param behind the stream behind that
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

    /** Where a stranger's stream is in between, the one that leaves cannot be passed over and goes on handing through. */
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
            write(to -> to.println(text), to -> to.append(stream, text + "\n"), into.get());
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

    /** Whoever closes it means an output of the whole server, which the stream behind may allow or not. */
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
