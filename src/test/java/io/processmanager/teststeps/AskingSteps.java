package io.processmanager.teststeps;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.StepContext;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;

/** Steps that interrupt their process. */
public final class AskingSteps {

    private AskingSteps() {
    }

    /** Asks a question, beside the data it was given. */
    public static final class Asks implements InterruptingProcessStep<JsonObject, JsonObject> {
        @Override
        public JsonObject execute(JsonObject input, StepContext context) {
            context.progress(100, "asked");
            return Json.createObjectBuilder(input).add("question", "really?")
                    .add("detail", Json.createObjectBuilder().add("a", 1).add("b", 2)).build();
        }
    }

    /** Its output is no object. */
    public static final class AsksForList implements InterruptingProcessStep<JsonObject, List<Integer>> {
        @Override
        public List<Integer> execute(JsonObject input, StepContext context) {
            return List.of(1, 2, 3);
        }
    }

    /** A typed step that interrupts through a superclass. */
    public abstract static class Approval<T> implements InterruptingProcessStep<T, T> {
    }

    /** Notes its execution. */
    public static final class CountedApproval extends Approval<JsonObject> {
        private final String key;

        public CountedApproval(String key) {
            this.key = key;
        }

        @Override
        public JsonObject execute(JsonObject input, StepContext context) {
            Executions.add(key, context.stepName() + "/" + context.attempt());
            return input;
        }
    }
}
