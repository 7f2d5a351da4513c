package io.processmanager.definition;

import java.util.List;

/**
 * What those who write specifications need to know of a step type.
 *
 * @param name the stable name
 * @param className the class behind it
 * @param description what it does
 * @param arguments what its constructor takes
 * @param interrupting whether the process waits for {@code proceed} after it
 */
public record StepTypeDescription(String name, String className, String description, List<Argument> arguments, boolean interrupting) {

    public StepTypeDescription {
        arguments = List.copyOf(arguments);
    }

    /**
     * A parameter of the constructor.
     *
     * @param name its name
     * @param type its Java type, without packages
     * @param required whether every constructor of the class takes it
     */
    public record Argument(String name, String type, boolean required) {
    }
}
