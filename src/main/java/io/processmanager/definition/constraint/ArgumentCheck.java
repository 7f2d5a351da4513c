package io.processmanager.definition.constraint;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.BiConsumer;

/** Checks the arguments of a step class when a process is started, beyond their kinds and constraints. A container bean. */
public interface ArgumentCheck {

    /** @return the step class */
    Class<?> step();

    /**
     * @param args the arguments, whose kinds and constraints are met
     * @param refuse receives the path of each wrong place, such as {@code [0].processes[2].steps}, and what is wrong
     */
    void check(List<JsonValue> args, BiConsumer<String, String> refuse);
}
