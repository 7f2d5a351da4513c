package io.processmanager.faultsteps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonObject;

/** Takes its time for an item; its trace has the number of the item in place of that of the attempt. */
@StepType(value = "fault-item", description = "Takes some time for an item and leaves a trace")
public class ItemStep implements ProcessStep<JsonObject, Integer> {

    private final String file;
    private final long millis;

    public ItemStep(String file, long millis) {
        this.file = file;
        this.millis = millis;
    }

    @Override
    public Integer execute(JsonObject input, StepContext context) throws Exception {
        Trace trace = Trace.beginItem(file, context, input.getInt("index"));
        trace.work(millis);
        trace.end();
        return input.getInt("item") * 2;
    }
}
