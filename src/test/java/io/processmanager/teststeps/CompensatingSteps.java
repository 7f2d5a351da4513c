package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;

/** Steps that undo others, and note that with the input that they got. */
public final class CompensatingSteps {

    private CompensatingSteps() {
    }

    /** Fails as often as it is told. */
    public static final class Undoes implements ProcessStep<JsonValue, String> {
        private final String key;
        private final int failures;

        public Undoes(String key) {
            this(key, 0);
        }

        public Undoes(String key, int failures) {
            this.key = key;
            this.failures = failures;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            String what = context.stepName() + " " + input;
            long before = Executions.of(key).stream().filter(what::equals).count();
            Executions.add(key, what);
            System.out.println("undoes " + context.stepName());
            if (before < failures) {
                throw new IllegalStateException("cannot undo " + context.stepName() + " yet");
            }
            return "undone " + context.stepName();
        }
    }
}
