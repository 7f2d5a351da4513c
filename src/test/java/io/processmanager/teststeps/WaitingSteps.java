package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;
import java.util.concurrent.atomic.AtomicInteger;

/** Steps that wait at a {@link Gate}. */
public final class WaitingSteps {

    private WaitingSteps() {
    }

    /** Waits and ends when it is interrupted. */
    public static final class Waits implements ProcessStep<JsonValue, JsonValue> {
        private static final AtomicInteger NOW = new AtomicInteger();
        private static final AtomicInteger MOST = new AtomicInteger();
        private static final AtomicInteger ALL = new AtomicInteger();
        private final String gate;

        public Waits(String gate) {
            this.gate = gate;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
            ALL.incrementAndGet();
            MOST.accumulateAndGet(NOW.incrementAndGet(), Math::max);
            try {
                Gate.of(gate).pass();
                return input;
            } finally {
                NOW.decrementAndGet();
            }
        }

        /** How many times it was executed, in this deployment. */
        public static int executions() {
            return ALL.get();
        }

        /** How many were waiting at once at most, in this deployment. */
        public static int mostAtATime() {
            return MOST.get();
        }
    }

    /** Waits and takes no notice of being interrupted; at last it notes whether its result was still wanted, prints, and returns. */
    public static final class Stubborn implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;
        private final boolean computing;

        public Stubborn(String gate) {
            this(gate, false);
        }

        public Stubborn(String gate, boolean computing) {
            this.gate = gate;
            this.computing = computing;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            if (computing) {
                Gate.of(gate).spin();
            } else {
                Gate.of(gate).passWhateverHappens();
            }
            Executions.add(gate, context.isCancelled() ? "unwanted" : "wanted");
            context.progress(99, "too late");
            context.log("too late");
            System.out.println("too late");
            return input;
        }
    }

    /** Waits in its first execution at the one gate and in the second at the other, and returns the number of its execution. */
    public static final class WaitsAtEach implements ProcessStep<JsonValue, Integer> {
        private final String first;
        private final String second;
        private final String how;

        /** @param how the first execution is decent: may be interrupted; stubborn: takes no notice of that; failing: likewise, and fails after all */
        public WaitsAtEach(String first, String second, String how) {
            this.first = first;
            this.second = second;
            this.how = how;
        }

        @Override
        public Integer execute(JsonValue input, StepContext context) throws InterruptedException {
            Executions.add(first, context.stepName() + "/" + context.attempt());
            int execution = Executions.of(first).size();
            if (execution > 1) {
                Gate.of(second).pass();
                return execution;
            }
            if (how.equals("decent")) {
                Gate.of(first).pass();
            } else {
                Gate.of(first).passWhateverHappens();
            }
            if (how.equals("failing")) {
                throw new IllegalStateException("too late");
            }
            context.log("too late");
            return execution;
        }
    }

    /** Reports until its result is not wanted any more or its gate is open; in later executions it waits at the gate. */
    public static final class ReportsUntilUnwanted implements ProcessStep<JsonValue, JsonValue> {
        private final String gate;

        public ReportsUntilUnwanted(String gate) {
            this.gate = gate;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
            Executions.add(gate, "begun");
            if (Executions.of(gate).size() > 1) {
                Gate.of(gate).pass();
                return input;
            }
            Gate.of(gate).arrive();
            for (int i = 0; !context.isCancelled() && !Gate.of(gate).isOpen(); i++) {
                context.progress(i % 100, "report " + i);
                Thread.onSpinWait();
            }
            Executions.add(gate, context.isCancelled() ? "unwanted" : "wanted");
            return input;
        }
    }
}
