package io.processmanager.rest.request;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import io.processmanager.execution.StepTypeDescription;
import io.processmanager.execution.StepTypes;
import io.processmanager.rest.body.JsonKind;
import io.processmanager.rest.body.Quoted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the specification of a process. Over HTTP only those classes may be used that the deployment declares as steps; that is checked
 * here, before anything loads a class by a name that a client has sent.
 */
@ApplicationScoped
public class SpecificationReader {

    private static final List<String> FIELDS = List.of("name", "steps", "data", "timeout", "arguments");
    private static final List<String> STEP_FIELDS = List.of("type", "class", "args", "services", "timeout", "max_retries");

    @Inject
    StepTypes stepTypes;

    /**
     * @param body what the client has sent
     * @return the process; whether it makes sense is checked by whoever starts or executes it
     * @throws InvalidSpecificationException if it cannot be understood; it has everything that is wrong
     */
    public ManagedProcess read(JsonObject body) {
        List<Violation> violations = new ArrayList<>();
        FieldReader fields = new FieldReader(body, "", violations, FIELDS);
        ManagedProcess process = new ManagedProcess(
                required(fields, "name", body, fields.text("name").orElse("")),
                steps(required(fields, "steps", body, fields.object("steps").orElse(JsonValue.EMPTY_JSON_OBJECT)), fields, violations),
                fields.object("data").orElse(JsonValue.EMPTY_JSON_OBJECT),
                fields.seconds("timeout").orElse(ManagedProcess.DEFAULT_TIMEOUT),
                fields.object("arguments").orElse(JsonValue.EMPTY_JSON_OBJECT));
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return process;
    }

    private static <T> T required(FieldReader fields, String field, JsonObject body, T value) {
        if (body.getOrDefault(field, JsonValue.NULL) == JsonValue.NULL) {
            fields.refuse(field, "is missing");
        }
        return value;
    }

    private Map<String, StepSpec> steps(JsonObject steps, FieldReader fields, List<Violation> violations) {
        Map<String, StepSpec> specs = new LinkedHashMap<>();
        steps.forEach((name, step) -> {
            String field = "steps." + Quoted.shortened(name);
            if (step instanceof JsonObject object) {
                specs.put(name, step(new FieldReader(object, field, violations, STEP_FIELDS), field, violations));
            } else {
                violations.add(new Violation(field, "expected an object, got " + JsonKind.of(step)));
            }
        });
        return specs;
    }

    private StepSpec step(FieldReader fields, String field, List<Violation> violations) {
        int before = violations.size();
        String type = fields.text("type").orElse(null);
        String className = fields.text("class").orElse(null);
        if (type != null && className != null) {
            violations.add(new Violation(field, "expected either 'type' or 'class', got both"));
        }
        // Who has given something else than a text has been told so already.
        if (type == null && className == null && violations.size() == before) {
            violations.add(new Violation(field, "expected either 'type' or 'class', got neither"));
        }
        if (className != null && !stepTypes.declaresClass(className)) {
            fields.refuse("class", Quoted.of(className) + " is not a step that this deployment declares, so it was not loaded" + suggestion(className));
        }
        return new StepSpec(type, className, fields.array("args").orElse(JsonValue.EMPTY_JSON_ARRAY), fields.texts("services"),
                fields.seconds("timeout").orElse(null), fields.wholeNumber("max_retries").orElse(0));
    }

    private String suggestion(String className) {
        List<String> declared = stepTypes.descriptions().stream().map(StepTypeDescription::className).toList();
        return Nearest.to(Quoted.shortened(className), declared).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
    }
}
