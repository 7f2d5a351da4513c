package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepException;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What a step may throw and nobody should have to look at. */
public final class HostileThrowables {

    private static final Map<String, Callable<Throwable>> ALL = new TreeMap<>();

    static {
        ALL.put("methods that throw", Throwing::new);
        ALL.put("methods that return null", Silent::new);
        ALL.put("cause that is itself", OwnCause::new);
        ALL.put("endless causes", EndlessCauses::new);
        ALL.put("huge message", HugeMessage::new);
        ALL.put("many frames", HostileThrowables::withManyFrames);
        ALL.put("many suppressed", HostileThrowables::withManySuppressed);
        ALL.put("deep causes", HostileThrowables::withDeepCauses);
        ALL.put("no exception", Plain::new);
        ALL.put("checked", () -> new java.io.IOException("checked"));
        ALL.put("death of the thread", ThreadDeath::new);
        ALL.put("not storable", () -> new IllegalStateException("half \ud83d, nothing \0, whole \ud83d\ude00"));
        ALL.put("code that throws", CodeThrows::new);
        ALL.put("enormous frame", HostileThrowables::withEnormousFrame);
    }

    private HostileThrowables() {
    }

    /** The ways of {@link Throws}. */
    public static java.util.Set<String> all() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    /** Makes one of them. */
    public static Throwable make(String how) {
        try {
            return ALL.get(how).call();
        } catch (Exception e) {
            throw new IllegalArgumentException(how, e);
        }
    }

    /** Throws it, whatever it is. */
    public static final class Throws implements ProcessStep<JsonValue, JsonValue> {
        private final String how;

        public Throws(String how) {
            this.how = how;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            throw HostileThrowables.<RuntimeException>sneaky(make(how));
        }
    }

    /** Throws what never says what it is. */
    public static final class ThrowsBlocking implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;

        public ThrowsBlocking(String gate) {
            this.gate = gate;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            throw new Blocking(gate);
        }
    }

    /** Cannot be made, in a way that no constructor may declare. */
    public static final class ThrowsFromConstructor implements ProcessStep<JsonValue, JsonValue> {
        public ThrowsFromConstructor(String how) {
            throw HostileThrowables.<RuntimeException>sneaky(make(how));
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }

    /** Is interrupted, by itself, and throws something else. */
    public static final class ThrowsInterrupted implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("with the flag set");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static Throwable withManyFrames() {
        Throwable failure = new IllegalStateException("many frames");
        StackTraceElement[] frames = new StackTraceElement[100_000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement("Frame" + i, "execute", null, i);
        }
        failure.setStackTrace(frames);
        return failure;
    }

    private static Throwable withManySuppressed() {
        Throwable failure = new IllegalStateException("many suppressed");
        for (int i = 0; i < 10_000; i++) {
            failure.addSuppressed(new IllegalStateException("suppressed " + i));
        }
        return failure;
    }

    private static Throwable withDeepCauses() {
        Throwable failure = new IllegalStateException("the first of all");
        for (int i = 0; i < 10_000; i++) {
            failure = new IllegalStateException("deep", failure);
        }
        return failure;
    }

    private static Throwable withEnormousFrame() {
        Throwable failure = new IllegalStateException("enormous frame");
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("X".repeat(10_000_000), "execute", null, 1)});
        return failure;
    }

    /** Each method throws. */
    private static final class Throwing extends RuntimeException {
        @Override
        public String getMessage() {
            throw new StackOverflowError("message");
        }

        @Override
        public String toString() {
            throw new ThreadDeath();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new NoClassDefFoundError("stack");
        }

        @Override
        public void setStackTrace(StackTraceElement[] frames) {
            throw new IllegalStateException("no");
        }

        @Override
        public void printStackTrace(java.io.PrintWriter to) {
            throw new OutOfMemoryError("print");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hash");
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equals");
        }
    }

    /** Each method returns null. */
    private static final class Silent extends RuntimeException {
        @Override
        public String getMessage() {
            return null;
        }

        @Override
        public String toString() {
            return null;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[2];
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return null;
        }
    }

    private static final class OwnCause extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    private static final class EndlessCauses extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            return new EndlessCauses();
        }
    }

    private static final class HugeMessage extends RuntimeException {
        @Override
        public String getMessage() {
            return "m".repeat(20_000_000);
        }
    }

    private static final class CodeThrows extends StepException {
        CodeThrows() {
            super(1, "code");
        }

        @Override
        public int code() {
            throw new IllegalStateException("no code");
        }
    }

    private static final class Plain extends Throwable {
        Plain() {
            super("neither exception nor error");
        }
    }

    private static final class Blocking extends RuntimeException {
        private final String gate;

        Blocking(String gate) {
            this.gate = gate;
        }

        @Override
        public String getMessage() {
            while (!Gate.of(gate).isOpen()) {
                LockSupport.parkNanos(1_000_000);
            }
            return "at last";
        }
    }
}
