package io.processmanager.steps.processes;

import io.processmanager.ManagedProcess;
import io.processmanager.Violation;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.specification.FieldReader;
import io.processmanager.specification.JsonKind;
import io.processmanager.specification.SpecificationReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The argument of a {@code processes} step.
 *
 * @param processes what to start, in order
 */
public record ProcessesArgument(List<ManagedProcess> processes, ChildWait awaited, ChildFailure onFailure) {

    private static final String PROCESSES = "processes";
    private static final List<String> FIELDS = List.of(PROCESSES, "wait", "on_failure");

    /**
     * @param argument as given
     * @param path its position, such as {@code [0]}
     * @param most how many processes it may start
     * @param violations receives all that is wrong with it, and with the processes
     * @return the argument, as far as it could be read
     */
    public static ProcessesArgument read(JsonObject argument, String path, int most, SpecificationReader specifications, List<Violation> violations) {
        FieldReader fields = new FieldReader(argument, path, violations, FIELDS);
        JsonArray given = fields.array(PROCESSES).orElse(JsonValue.EMPTY_JSON_ARRAY);
        if (!fields.hasRefused(PROCESSES) && (given.isEmpty() || given.size() > most)) {
            fields.refuse(PROCESSES, "expected 1 to " + most + " specifications of processes, got " + given.size());
        }
        List<ManagedProcess> processes = new ArrayList<>();
        if (given.size() <= most) {
            for (int i = 0; i < given.size(); i++) {
                String place = fields.pathOf(PROCESSES) + "[" + i + "]";
                if (given.get(i) instanceof JsonObject specification) {
                    processes.add(specifications.readWithin(specification, place, violations));
                } else {
                    violations.add(new Violation(place, "expected an object, got " + JsonKind.of(given.get(i))));
                }
            }
        }
        return new ProcessesArgument(List.copyOf(processes), fields.oneOf("wait", ChildWait.values(), ProcessesArgument::word).orElse(ChildWait.ALL),
                fields.oneOf("on_failure", ChildFailure.values(), ProcessesArgument::word).orElse(ChildFailure.FAIL));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
