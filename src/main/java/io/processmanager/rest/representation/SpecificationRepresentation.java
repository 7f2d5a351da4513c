package io.processmanager.rest.representation;

import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** How the specification of a process looks in JSON: as it may be sent again. */
final class SpecificationRepresentation {

    private SpecificationRepresentation() {
    }

    static JsonObject of(ManagedProcess process) {
        Fields steps = new Fields();
        process.steps().forEach((name, step) -> steps.json(name, step(step)));
        return new Fields()
                .text("name", process.givenName())
                .json("steps", steps.build())
                .json("data", process.data())
                .seconds("timeout", process.timeout())
                .json("arguments", process.arguments())
                .build();
    }

    private static JsonObject step(StepSpec step) {
        return new Fields()
                .text(step.type() != null ? "type" : "class", step.typeOrClass())
                .json("args", Fields.array(step.args(), arg -> arg))
                .json("services", Fields.array(step.services(), Fields::string))
                .json("timeout", step.timeout() == null ? JsonValue.NULL : new Fields().seconds("timeout", step.timeout()).build().get("timeout"))
                .number("max_retries", step.retry().maxRetries())
                .build();
    }
}
