package io.processmanager.steps;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.specification.SpecificationReader;
import io.processmanager.steps.processes.ProcessesArgument;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts child processes, and has the process wait for them without a thread. The data gets the field {@code children},
 * see {@link StepContext#startChildren}.
 */
@StepType(value = "processes", description = "Starts the processes of {processes, wait, on_failure} as children and waits for all or any of them without a thread; the data gets the field"
        + " 'children' with pid, name, status and output of each")
public final class ProcessesStep implements ProcessStep<JsonValue, JsonObject> {

    private final JsonObject argument;
    private final SpecificationReader specifications;
    private final Settings settings;

    /**
     * @param argument {@code processes} (specifications), {@code wait} ({@code all}, {@code any} or {@code none}; by
     *         default {@code all}), {@code on_failure} ({@code fail} or {@code continue}; by default {@code fail})
     * @param specifications reads them
     * @param settings how many there may be
     */
    public ProcessesStep(@NotNull JsonObject argument, SpecificationReader specifications, Settings settings) {
        this.argument = argument;
        this.specifications = specifications;
        this.settings = settings;
    }

    @Override
    public JsonObject execute(JsonValue input, StepContext context) {
        List<Violation> violations = new ArrayList<>();
        ProcessesArgument read = ProcessesArgument.read(argument, "args[0]", settings.get(Setting.MAX_CHILDREN), specifications, violations);
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        context.startChildren(read.processes(), read.awaited(), read.onFailure());
        return InputObject.of(input, context);
    }
}
