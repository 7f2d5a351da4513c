package io.processmanager.steps;

import io.processmanager.InterruptingProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotBlank;

/** Interrupts the process until a user proceeds. Adds the question to the data. */
@StepType(value = "approval", description = "Interrupts the process to ask a question; the data gets the field 'question'")
public final class ApprovalStep implements InterruptingProcessStep<JsonValue, JsonObject> {

    private final String question;

    /**
     * @param question the question
     * @throws IllegalArgumentException if null or blank
     */
    public ApprovalStep(@NotBlank String question) {
        if (question == null || question.isBlank()) {
            throw new IllegalArgumentException("The argument 'question' is empty; give the question that is to be answered");
        }
        this.question = question;
    }

    @Override
    public JsonObject execute(JsonValue input, StepContext context) {
        return JsonMapping.JSON.createObjectBuilder(InputObject.of(input, context)).add("question", question).build();
    }
}
