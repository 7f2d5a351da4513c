package io.processmanager.definition;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.TransactionalProcessStep;
import io.processmanager.definition.constraint.Constraints;
import io.processmanager.definition.shape.ForeignCode;
import io.processmanager.definition.shape.StrictMapping;
import io.processmanager.definition.shape.UnfitInputException;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;

/** A step instance for one attempt. */
public final class ConstructedStep implements AutoCloseable {

    private final ProcessStep<Object, Object> step;
    private final StrictMapping inputMapping;
    private final Constraints constraints;
    private final ContainerBeans.Lease beans;

    ConstructedStep(ProcessStep<Object, Object> step, StrictMapping inputMapping, Constraints constraints, ContainerBeans.Lease beans) {
        this.step = step;
        this.inputMapping = inputMapping;
        this.constraints = constraints;
        this.beans = beans;
    }

    public boolean isTransactional() {
        return step instanceof TransactionalProcessStep;
    }

    public Object execute(JsonValue input, StepContext context) throws Exception {
        return ForeignCode.call(() -> step.execute(checked(input, inputMapping, constraints), context));
    }

    static Object checked(JsonValue input, StrictMapping inputMapping, Constraints constraints) throws UnfitInputException {
        Object mapped = mapped(input, inputMapping);
        constraints.checkInput(inputMapping, mapped);
        return mapped;
    }

    private static Object mapped(JsonValue input, StrictMapping inputMapping) throws UnfitInputException {
        try {
            return inputMapping.map(input);
        } catch (JsonbException | JsonException | ClassCastException | IllegalArgumentException unfit) {
            throw new UnfitInputException(inputMapping.typeName(), unfit);
        }
    }

    @Override
    public void close() throws Exception {
        ForeignCode.call(() -> {
            beans.close();
            return null;
        });
    }
}
