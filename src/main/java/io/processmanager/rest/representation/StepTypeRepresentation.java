package io.processmanager.rest.representation;

import io.processmanager.definition.StepTypeDescription;
import jakarta.json.JsonObject;
import java.util.List;

/** Represents step types in JSON. */
public final class StepTypeRepresentation {

    private StepTypeRepresentation() {
    }

    /**
     * @param types declared by the deployment
     * @return all of them, with what specifications need to use them
     */
    public static JsonObject all(List<StepTypeDescription> types) {
        return new Fields().json("items", Fields.array(types, StepTypeRepresentation::type)).build();
    }

    private static JsonObject type(StepTypeDescription type) {
        return new Fields()
                .text("name", type.name())
                .text("class", type.className())
                .text("description", type.description())
                .json("arguments", Fields.array(type.arguments(), StepTypeRepresentation::argument))
                .flag("interrupting", type.interrupting())
                .build();
    }

    private static JsonObject argument(StepTypeDescription.Argument argument) {
        return new Fields()
                .text("name", argument.name())
                .text("type", argument.type())
                .flag("required", argument.required())
                .build();
    }
}
