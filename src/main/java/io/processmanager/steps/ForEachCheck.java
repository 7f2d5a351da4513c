package io.processmanager.steps;

import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.StepConstruction;
import io.processmanager.definition.constraint.ArgumentCheck;
import io.processmanager.items.ItemSource;
import io.processmanager.specification.SpecificationReader;
import io.processmanager.steps.foreach.ForEachArgument;
import io.processmanager.steps.foreach.ForEachArgument.Origin;
import io.processmanager.steps.foreach.ItemSources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Checks what is to be executed for each item when the process is started. */
@ApplicationScoped
public class ForEachCheck implements ArgumentCheck {

    private static final String STEP = "[0].step";

    @Inject
    SpecificationReader specifications;

    @Inject
    StepConstruction construction;

    @Inject
    ItemSources sources;

    @Inject
    Settings settings;

    @Override
    public Class<?> step() {
        return ForEachStep.class;
    }

    @Override
    public void check(List<JsonValue> args, BiConsumer<String, String> refuse) {
        List<Violation> violations = new ArrayList<>();
        if (args.get(0) instanceof JsonObject argument) {
            ForEachArgument read = ForEachArgument.read(argument, "[0]", settings.get(Setting.MAX_THREADS), specifications, violations);
            if (read.origin() instanceof Origin.Bean bean && !sources.has(bean.source())) {
                violations.add(new Violation("[0].items.source", "there is no item source '" + bean.source() + "' in this deployment, or more than one; give the bean name or a type of a bean"
                        + " that implements " + ItemSource.class.getName()));
            }
            if (violations.isEmpty()) {
                checkKind(read.step(), refuse);
            }
        }
        violations.forEach(violation -> refuse.accept(violation.field(), violation.message()));
    }

    private void checkKind(StepSpec step, BiConsumer<String, String> refuse) {
        if (construction.isInterrupting(step)) {
            refuse.accept(STEP, "an interrupting step cannot be executed for each item: nobody would continue each of them; let a step of the type 'processes' start one for each");
        }
        if (construction.isTransactional(step)) {
            refuse.accept(STEP, "a transactional step cannot be executed for each item, as items have no checkpoint of their own; let a step of the type 'processes' start one for each");
        }
        if (construction.isOf(ForEachStep.class, step) || construction.isOf(ProcessesStep.class, step)) {
            refuse.accept(STEP, "a step of this type cannot be executed for each item");
        }
        if (step.resources().isIsolated()) {
            refuse.accept(STEP + ".isolation", "the step of an item is executed where the step around it is");
        }
        if (step.compensation().isPresent()) {
            refuse.accept(STEP + ".compensation", "items are not compensated one by one; give the compensation to the step around them");
        }
    }
}
