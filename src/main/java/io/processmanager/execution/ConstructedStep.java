package io.processmanager.execution;

import io.processmanager.JsonMapping;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.TransactionalProcessStep;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;

/** A step that has been made for one attempt. */
final class ConstructedStep implements AutoCloseable {

    private final ProcessStep<Object, Object> step;
    private final Type inputType;
    private final ContainerBeans.Lease beans;

    ConstructedStep(ProcessStep<Object, Object> step, Type inputType, ContainerBeans.Lease beans) {
        this.step = step;
        this.inputType = inputType;
        this.beans = beans;
    }

    boolean isTransactional() {
        return step instanceof TransactionalProcessStep;
    }

    JsonValue execute(JsonValue input, StepContext context) throws Exception {
        return JsonMapping.toJson(step.execute(JsonMapping.fromJson(input, inputType), context));
    }

    @Override
    public void close() {
        beans.close();
    }
}
