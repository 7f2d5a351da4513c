package io.processmanager.benchmark.product;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonObject;

/** Occupies a place of the runner until the {@link Gate} is opened. */
@StepType(value = "benchmark-gate", description = "Waits until the benchmark opens the gate")
public class GateStep implements ProcessStep<JsonObject, JsonObject> {

    @Override
    public JsonObject execute(JsonObject input, StepContext context) throws InterruptedException {
        Gate.pass();
        return input;
    }
}
