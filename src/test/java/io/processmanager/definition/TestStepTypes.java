package io.processmanager.definition;

import java.util.Map;

/** The step types of a deployment, without a container that scans it. */
public final class TestStepTypes {

    private TestStepTypes() {
    }

    public static StepTypes declaring(String name, Class<?> type, String otherName, Class<?> otherType) {
        StepTypes types = new StepTypes();
        types.extension = new StepTypesExtension() {
            @Override
            Map<String, Class<?>> declared() {
                return Map.of(name, type, otherName, otherType);
            }
        };
        types.describe();
        return types;
    }
}
