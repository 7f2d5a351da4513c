package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonValue;
import java.util.concurrent.TimeUnit;

/** Writes one line at its beginning and then waits for so many seconds. */
@StepType("test-talk")
public class TalkingStep implements ProcessStep<JsonValue, JsonValue> {

    private final int seconds;

    public TalkingStep(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
        System.out.println("this will take " + seconds + " s");
        TimeUnit.SECONDS.sleep(seconds);
        return input;
    }
}
