package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;

/** Returns a text of so many characters. */
@StepType("test-large-output")
public class LargeOutputStep implements ProcessStep<Object, String> {

    private final int characters;

    public LargeOutputStep(int characters) {
        this.characters = characters;
    }

    @Override
    public String execute(Object input, StepContext context) {
        return "x".repeat(characters);
    }
}
