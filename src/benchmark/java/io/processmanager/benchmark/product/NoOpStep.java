package io.processmanager.benchmark.product;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.benchmark.node.Beginnings;
import jakarta.json.JsonObject;

/** Does nothing. */
@StepType(value = "benchmark-no-op", description = "Does nothing")
public class NoOpStep implements ProcessStep<JsonObject, JsonObject> {

    @Override
    public JsonObject execute(JsonObject input, StepContext context) {
        Beginnings.tell();
        return input;
    }
}
