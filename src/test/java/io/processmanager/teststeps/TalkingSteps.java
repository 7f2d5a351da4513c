package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Steps that report and log. */
public final class TalkingSteps {

    private TalkingSteps() {
    }

    /** Writes a line in each of the ways there are. */
    public static final class Talks implements ProcessStep<JsonValue, JsonValue> {
        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            context.log("one by the context");
            System.out.println("two by System.out");
            System.err.println("three by System.err");
            Logger.getLogger("com.acme.Talks").log(Level.INFO, "four by {0}", "java.util.logging");
            System.getLogger("com.acme.Talks").log(System.Logger.Level.WARNING, "five by {0}", "System.Logger");
            Logger.getLogger("com.acme.Talks").fine("not logged at this level");
            context.log("six");
            System.out.print("seven, without an end");
            return input;
        }
    }

    /** Writes so many lines. */
    public static final class TalksALot implements ProcessStep<JsonValue, JsonValue> {
        private final int lines;

        public TalksALot(int lines) {
            this.lines = lines;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            for (int i = 1; i <= lines; i++) {
                context.log("line " + i);
            }
            return input;
        }
    }

    /** Says something before and after it waits at a gate. */
    public static final class TalksAndWaits implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;

        public TalksAndWaits(String gate) {
            this.gate = gate;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
            System.out.println("before the gate");
            Gate.of(gate).pass();
            System.out.println("after the gate");
            return input;
        }
    }

    /** Reports, waits at a gate, and fails or ends after one more report that follows so quickly that it cannot be stored by itself. */
    public static final class Reports implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;
        private final boolean failing;

        public Reports(String gate) {
            this(gate, false);
        }

        public Reports(String gate, boolean failing) {
            this.gate = gate;
            this.failing = failing;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
            context.progress(40, "reading");
            Gate.of(gate).pass();
            context.progress(60, "writing");
            context.progress(80, "closing");
            if (failing) {
                throw new IllegalStateException("cannot close");
            }
            return input;
        }
    }

    /** Reports so often that not every report can be stored; waits before it ends. */
    public static final class ReportsOften implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;
        private final int reports;

        public ReportsOften(String gate, int reports) {
            this.gate = gate;
            this.reports = reports;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
            for (int i = 1; i <= reports; i++) {
                context.progress(i * 100 / reports, "report " + i);
            }
            Gate.of(gate).pass();
            return input;
        }
    }

    /** Reports values that are out of range. */
    public static final class ReportsNonsense implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;
        private final int percent;
        private final String message;

        public ReportsNonsense(String gate, int percent, String message) {
            this.gate = gate;
            this.percent = percent;
            this.message = message;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
            context.progress(percent, message);
            Gate.of(gate).pass();
            return input;
        }
    }
}
