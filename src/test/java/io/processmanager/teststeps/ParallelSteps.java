package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Steps that farm items out. */
public final class ParallelSteps {

    private ParallelSteps() {
    }

    /** Squares numbers, telling of each, and leaves the controller open. */
    public static final class Squares implements ProcessStep<JsonValue, List<Integer>> {
        private final int numbers;
        private final int threads;

        public Squares(int numbers, int threads) {
            this.numbers = numbers;
            this.threads = threads;
        }

        @Override
        public List<Integer> execute(JsonValue input, StepContext context) throws Exception {
            List<Integer> squares = new ArrayList<>();
            Worker worker = new Worker().on("square", Integer.class, number -> {
                System.out.println("number " + number);
                return number * number;
            });
            ParallelController controller = context.parallel(worker, threads, Delivery.inOrder(result -> {
                squares.add((Integer) result.result());
                context.progress(100 * squares.size() / numbers, squares.size() + " of " + numbers);
            }));
            for (int number = 0; number < numbers; number++) {
                controller.enqueue("square", number);
            }
            controller.sync();
            return squares;
        }
    }

    /** All its items, as many as it has threads and more, wait at a gate. */
    public static final class WaitsInParallel implements ProcessStep<JsonValue, String> {
        private final String gate;

        public WaitsInParallel(String gate) {
            this.gate = gate;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            Worker worker = new Worker().on("wait", Integer.class, number -> {
                Gate.of(gate).pass();
                return number;
            });
            try (ParallelController controller = context.parallel(worker, 4, Delivery.asCompleted(result -> { }))) {
                for (int number = 0; number < 1_000; number++) {
                    controller.enqueue("wait", number);
                }
                controller.sync();
            }
            return "passed";
        }
    }

    /** One of its items fails. */
    public static final class FailsInParallel implements ProcessStep<JsonValue, String> {
        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            Worker worker = new Worker().on("divide", Integer.class, number -> 100 / number);
            try (ParallelController controller = context.parallel(worker, 2, Delivery.inOrder(result -> { }))) {
                for (int number = 5; number >= 0; number--) {
                    controller.enqueue("divide", number);
                }
                controller.sync();
            }
            return "divided";
        }
    }
}
