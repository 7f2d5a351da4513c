package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Steps that print to the streams of the Java virtual machine. */
public final class PrintingSteps {

    private PrintingSteps() {
    }

    /** Prints lines in parts, by turns with the other steps of the same key. */
    public static final class PrintsByTurns implements ProcessStep<JsonValue, JsonValue> {
        private static final Map<String, CyclicBarrier> TURNS = new ConcurrentHashMap<>();

        private final String key;
        private final int steps;
        private final String name;
        private final int lines;

        public PrintsByTurns(String key, int steps, String name, int lines) {
            this.key = key;
            this.steps = steps;
            this.name = name;
            this.lines = lines;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws Exception {
            CyclicBarrier turn = TURNS.computeIfAbsent(key, unknown -> new CyclicBarrier(steps));
            for (int i = 1; i <= lines; i++) {
                turn.await(30, TimeUnit.SECONDS);
                System.out.print(name);
                System.err.print(name);
                turn.await(30, TimeUnit.SECONDS);
                System.out.printf(Locale.ROOT, " printf %d of", i);
                System.err.write(" by bytes ".getBytes(java.nio.charset.Charset.defaultCharset()));
                turn.await(30, TimeUnit.SECONDS);
                System.out.println(" " + name);
                System.err.println(i);
                context.log(name + " logs " + i);
            }
            return input;
        }
    }

    /** Prints one text so many times. */
    public static final class PrintsOften implements ProcessStep<JsonValue, JsonValue> {
        private final String text;
        private final int times;

        public PrintsOften(String text, int times) {
            this.text = text;
            this.times = times;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            for (int i = 0; i < times; i++) {
                System.out.print(text);
            }
            System.out.print("the end");
            System.err.println("and an error");
            return input;
        }
    }

    /** Prints every byte there is, NUL, halves of surrogate pairs, and characters that control terminals. */
    public static final class PrintsBinary implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            for (int row = 0; row < 20; row++) {
                for (int i = 0; i < 256; i++) {
                    System.out.write((byte) (i * 7 + row));
                }
            }
            System.out.println();
            System.out.print("half \ud83d");
            System.out.println("\ud83d and \ude00");
            System.err.println("nul \0, escape \u001b[31m, none \uffff");
            context.log("log \0 \udc00");
            return input;
        }
    }

    /** Prints without a line end and waits at a gate, however often it is interrupted; its deadline may pass meanwhile. */
    public static final class PrintsAndNeverListens implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;
        private final int lines;

        public PrintsAndNeverListens(String gate, int lines) {
            this.gate = gate;
            this.lines = lines;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            for (int i = 1; i <= lines; i++) {
                System.out.println("line " + i);
            }
            System.out.print("begun");
            Gate.of(gate).passWhateverHappens();
            System.out.print(" and too late");
            return input;
        }
    }
}
