package io.processmanager.faultsteps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Takes its time, and adds its name to the data. */
@StepType(value = "fault-traced", description = "Takes some time and leaves a trace")
public class TracedStep implements ProcessStep<JsonObject, JsonObject> {

    private final String file;
    private final long millis;

    public TracedStep(String file, long millis) {
        this.file = file;
        this.millis = millis;
    }

    @Override
    public JsonObject execute(JsonObject input, StepContext context) throws Exception {
        Trace trace = Trace.begin(file, context);
        context.log("working for " + millis + " ms");
        trace.work(millis);
        trace.end();
        return Json.createObjectBuilder(input).add(context.stepName(), context.attempt()).build();
    }
}
