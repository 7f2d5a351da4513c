package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepException;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Steps that fail in the ways in which steps fail. */
public final class FailingSteps {

    private FailingSteps() {
    }

    /** Fails in the way that the argument says. */
    public static final class Fails implements ProcessStep<JsonValue, JsonValue> {
        private final String how;

        public Fails(String how) {
            this.how = how;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws Exception {
            context.progress(70, "about to fail");
            switch (how) {
                case "with a code" -> throw new StepException(42, "no funds", new IllegalStateException("account closed"));
                case "by the database" -> throw new SQLException("table is full", "42X05", 1062);
                case "wrapped" -> throw new IllegalStateException("cannot store", new SQLException("duplicate", "23505", 1064));
                case "without a message" -> throw new UnsupportedOperationException();
                case "endless recursion" -> throw new AssertionError(recurse(0));
                case "missing class" -> throw new NoClassDefFoundError("com/acme/Gone");
                case "no memory" -> throw new OutOfMemoryError("Java heap space, or so the step says");
                case "interrupted" -> throw new InterruptedException("by itself");
                case "unspeakable" -> throw new Unspeakable();
                case "in circles" -> throw circular();
                case "at great length" -> throw new IllegalStateException("x".repeat(150_000));
                case "at length" -> throw new IllegalStateException("x".repeat(5_000));
                default -> throw new IllegalArgumentException(how);
            }
        }

        private static Exception circular() {
            Exception first = new IllegalStateException("first");
            first.initCause(new IllegalStateException("second", first));
            return first;
        }

        private static int recurse(int depth) {
            return recurse(depth + 1) + 1;
        }
    }

    /** An exception that cannot even tell its message. */
    public static final class Unspeakable extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Fails while it is made. */
    public static final class FailsToBeMade implements ProcessStep<JsonValue, JsonValue> {
        public FailsToBeMade(String how) throws StepException {
            if (how.equals("error")) {
                throw new NoClassDefFoundError("com/acme/Gone");
            }
            throw new StepException(7, "cannot be made");
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }

    /** Its class cannot be initialized. */
    public static final class FailsToBeInitialized implements ProcessStep<JsonValue, JsonValue> {
        private static final int NUMBER = Integer.parseInt("no number");

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            throw new IllegalStateException("number " + NUMBER);
        }
    }

    /** Returns what refers to itself. */
    public static final class Cyclic implements ProcessStep<JsonValue, Map<String, Object>> {
        @Override
        public Map<String, Object> execute(JsonValue input, StepContext context) {
            Map<String, Object> cycle = new HashMap<>();
            cycle.put("self", cycle);
            return cycle;
        }
    }

    /** Returns a text of so many characters of two bytes each. */
    public static final class Large implements ProcessStep<JsonValue, String> {
        private final int characters;

        public Large(int characters) {
            this.characters = characters;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            return "ä".repeat(characters);
        }
    }

    /** Fails in every attempt before the one that the argument says, and notes each attempt. */
    public static final class SucceedsAtAttempt implements ProcessStep<JsonValue, Integer> {
        private final String key;
        private final int attempt;

        public SucceedsAtAttempt(String key, int attempt) {
            this.key = key;
            this.attempt = attempt;
        }

        @Override
        public Integer execute(JsonValue input, StepContext context) {
            Executions.add(key, context.stepName() + "/" + context.attempt());
            if (context.attempt() < attempt) {
                throw new IllegalStateException("attempt " + context.attempt() + " is too early");
            }
            return context.attempt();
        }
    }

    /** Waits at a gate in every attempt before the one that the argument says. */
    public static final class WaitsBeforeAttempt implements ProcessStep<JsonValue, Integer> {
        private final String gate;
        private final int attempt;

        public WaitsBeforeAttempt(String gate, int attempt) {
            this.gate = gate;
            this.attempt = attempt;
        }

        @Override
        public Integer execute(JsonValue input, StepContext context) throws InterruptedException {
            if (context.attempt() < attempt) {
                Gate.of(gate).pass();
            }
            return context.attempt();
        }
    }

    /** Fails as long as the test wants it to. */
    public static final class FailsUntilOpen implements ProcessStep<JsonValue, String> {
        private final String gate;

        public FailsUntilOpen(String gate) {
            this.gate = gate;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws InterruptedException {
            Executions.add(gate, context.stepName() + "/" + context.attempt());
            if (!Gate.of(gate).isOpen()) {
                throw new IllegalStateException("not yet");
            }
            return "repaired";
        }
    }
}
