package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Returns what a step is told of its execution. */
@StepType(value = "test-context", description = "Returns what a step is told")
public class ContextStep implements ProcessStep<JsonValue, JsonObject> {

    @Override
    public JsonObject execute(JsonValue input, StepContext context) {
        return Json.createObjectBuilder()
                .add("pid", context.pid().orElse("none"))
                .add("step", context.stepName())
                .add("attempt", context.attempt())
                .add("arguments", context.arguments())
                .add("input", input)
                .build();
    }
}
