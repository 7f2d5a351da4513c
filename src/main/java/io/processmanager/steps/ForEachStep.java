package io.processmanager.steps;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.specification.SpecificationReader;
import io.processmanager.steps.foreach.ForEachArgument;
import io.processmanager.steps.foreach.ItemRun;
import io.processmanager.steps.foreach.ItemServices;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a step for each item of an array, a file or a bean. What is done is kept about once a second, so that another
 * attempt goes on from there.
 */
@StepType(value = "for-each", description = "Executes a step for each item with {items, step, max_concurrent, on_error}, several at a time; the data gets the field 'results'")
public final class ForEachStep implements ProcessStep<JsonValue, JsonObject> {

    private final JsonObject argument;
    private final SpecificationReader specifications;
    private final ItemServices services;
    private final Settings settings;

    /**
     * @param argument {@code items} (a JSON pointer, or {@code file} or {@code source}), {@code step} (a specification),
     *         {@code max_concurrent} (by default 4), {@code on_error} ({@code stop} or {@code collect}; by default
     *         {@code stop})
     * @param specifications reads the step
     * @param services what items need
     * @param settings how many items at a time there may be
     */
    public ForEachStep(@NotNull JsonObject argument, SpecificationReader specifications, ItemServices services, Settings settings) {
        this.argument = argument;
        this.specifications = specifications;
        this.services = services;
        this.settings = settings;
    }

    @Override
    public JsonObject execute(JsonValue input, StepContext context) throws Exception {
        List<Violation> violations = new ArrayList<>();
        ForEachArgument read = ForEachArgument.read(argument, "args[0]", settings.get(Setting.MAX_THREADS), specifications, violations);
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return new ItemRun(read, services, InputObject.of(input, context), context).execute();
    }
}
