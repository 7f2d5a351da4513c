package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;

/** Uses a service of the container. */
@StepType("test-greet")
public class GreetingStep implements ProcessStep<Object, String> {

    private final String name;
    private final Greeter greeter;

    public GreetingStep(String name, Greeter greeter) {
        this.name = name;
        this.greeter = greeter;
    }

    @Override
    public String execute(Object input, StepContext context) {
        return greeter.greet(name);
    }
}
