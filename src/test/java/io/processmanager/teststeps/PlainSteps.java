package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.atomic.AtomicLong;

/** Steps that take JSON as it is. */
public final class PlainSteps {

    private PlainSteps() {
    }

    /** Adds a letter to the text of the data. */
    public static final class Append implements ProcessStep<JsonObject, JsonObject> {
        private final String letter;

        public Append(String letter) {
            this.letter = letter;
        }

        @Override
        public JsonObject execute(JsonObject input, StepContext context) {
            return Json.createObjectBuilder(input).add("text", input.getString("text", "") + letter).build();
        }
    }

    /** Returns what it is given and notes its execution as "step/attempt". */
    public static final class Counted implements ProcessStep<JsonValue, JsonValue> {
        private final String key;

        public Counted(String key) {
            this.key = key;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            Executions.add(key, context.stepName() + "/" + context.attempt());
            return input;
        }
    }

    /** Adds one to a number. */
    public static final class Increment implements ProcessStep<Integer, Integer> {
        @Override
        public Integer execute(Integer input, StepContext context) {
            return input + 1;
        }
    }

    /** Counts the executions of its process in all deployments of the server, and returns what the node has as arguments. */
    public static final class CountedInServer implements ProcessStep<JsonValue, JsonObject> {
        @Override
        public JsonObject execute(JsonValue input, StepContext context) {
            System.getProperties().merge(property(context.pid().orElseThrow()), "x", (before, one) -> before + "" + one);
            return context.arguments();
        }

        /** How often the step was executed in the process of that pid. */
        public static int executions(String pid) {
            return System.getProperty(property(pid), "").length();
        }

        private static String property(String pid) {
            return "io.processmanager.teststeps.executions." + pid;
        }
    }

    /** The first number of the data. */
    public static final class Number implements ProcessStep<JsonObject, Integer> {
        @Override
        public Integer execute(JsonObject input, StepContext context) {
            return input.getInt("number");
        }
    }

    /** How many calls lie below it on its thread. */
    public static final class StackDepth implements ProcessStep<JsonValue, Integer> {
        @Override
        public Integer execute(JsonValue input, StepContext context) {
            return StackWalker.getInstance().walk(frames -> (int) frames.count());
        }
    }

    /** Returns the value of an argument, whatever its input is. */
    public static final class Constant implements ProcessStep<JsonValue, JsonValue> {
        private final JsonValue value;

        public Constant(JsonValue value) {
            this.value = value;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return value;
        }
    }

    /** Returns a text as often as it is told. */
    public static final class Repeated implements ProcessStep<JsonValue, String> {
        private final String text;
        private final int times;

        public Repeated(String text, int times) {
            this.text = text;
            this.times = times;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            return text.repeat(times);
        }
    }

    /** Returns null. */
    public static final class Nothing implements ProcessStep<JsonValue, Object> {
        @Override
        public Object execute(JsonValue input, StepContext context) {
            return null;
        }
    }

    /** Notes when its first line was executed. */
    public static final class Stopwatch implements ProcessStep<JsonValue, JsonValue> {
        private static final AtomicLong REACHED = new AtomicLong();

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            REACHED.set(System.nanoTime());
            return input;
        }

        /** {@link System#nanoTime()} of the last execution. */
        public static long reached() {
            return REACHED.get();
        }
    }

    /** What a step can know of its execution. */
    @StepType("test-describe")
    public static final class Describe implements ProcessStep<JsonValue, JsonObject> {
        @Override
        public JsonObject execute(JsonValue input, StepContext context) {
            return Json.createObjectBuilder().add("pid", context.pid().orElse("none")).add("step", context.stepName()).add("attempt", context.attempt())
                    .add("deadline", context.deadline().toString()).add("cancelled", context.isCancelled())
                    .add("arguments", context.arguments()).add("thread", Thread.currentThread().getName()).build();
        }
    }
}
