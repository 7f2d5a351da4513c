package io.processmanager.faultsteps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonObject;

/** Takes the whole server down. */
@StepType(value = "fault-halt", description = "Ends the server at once, like a crash")
public class HaltingStep implements ProcessStep<JsonObject, JsonObject> {

    private final String file;

    public HaltingStep(String file) {
        this.file = file;
    }

    @Override
    public JsonObject execute(JsonObject input, StepContext context) throws Exception {
        Trace.begin(file, context);
        Runtime.getRuntime().halt(137);
        return input;
    }
}
