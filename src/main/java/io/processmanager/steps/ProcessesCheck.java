package io.processmanager.steps;

import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.constraint.ArgumentCheck;
import io.processmanager.specification.SpecificationReader;
import io.processmanager.steps.processes.ProcessesArgument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Checks the specifications of child processes when their parent is started. */
@ApplicationScoped
public class ProcessesCheck implements ArgumentCheck {

    @Inject
    SpecificationReader specifications;

    @Inject
    Settings settings;

    @Override
    public Class<?> step() {
        return ProcessesStep.class;
    }

    @Override
    public void check(List<JsonValue> args, BiConsumer<String, String> refuse) {
        List<Violation> violations = new ArrayList<>();
        if (args.get(0) instanceof JsonObject argument) {
            ProcessesArgument.read(argument, "[0]", settings.get(Setting.MAX_CHILDREN), specifications, violations);
        }
        violations.forEach(violation -> refuse.accept(violation.field(), violation.message()));
    }
}
