package io.processmanager.definition;

import java.util.List;

/**
 * A step type, for authors of specifications.
 *
 * @param name stable type name
 * @param className implementing class
 * @param description what the step does
 * @param arguments constructor parameters
 * @param interrupting whether the process then waits for {@code proceed}
 */
public record StepTypeDescription(String name, String className, String description, List<Argument> arguments, boolean interrupting) {

    public StepTypeDescription {
        arguments = List.copyOf(arguments);
    }

    /**
     * A constructor parameter.
     *
     * @param name parameter name
     * @param type simple Java type name
     * @param required whether every constructor takes it
     */
    public record Argument(String name, String type, boolean required) {
    }
}
