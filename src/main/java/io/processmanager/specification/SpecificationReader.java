package io.processmanager.specification;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.definition.StepTypeDescription;
import io.processmanager.definition.StepTypes;
import io.processmanager.isolation.Resources;
import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Queuing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads a process specification. Only step classes declared by the deployment are permitted; this is checked before any
 * class named by a client is loaded.
 */
@ApplicationScoped
public class SpecificationReader {

    private static final List<String> FIELDS = List.of("name", "steps", "data", "timeout", "arguments", "retry", "queue", "priority", "run_at", "delay",
            "unique_key", "concurrency_key", "tags");
    private static final String COMPENSATION = "compensation";
    private static final List<String> COMPENSATION_FIELDS = List.of("type", "class", "args", "services", "timeout", "max_retries", "retry", "isolation", "memory", "threads");
    private static final List<String> STEP_FIELDS = Stream.concat(COMPENSATION_FIELDS.stream(), Stream.of(COMPENSATION)).toList();

    /** Fields that define a step. */
    private static final List<String> REFUSABLE = List.of("type", "args", "services");

    private static final String ONLY = "step";

    /** Placeholder for an unreadable type; not validated. */
    private static final String UNREAD_TYPE = "?";

    @Inject
    StepTypes stepTypes;

    @Inject
    SpecificationCheck check;

    /**
     * @param body sent by the client
     * @param use its purpose
     * @return the process, to be validated when started or executed
     * @throws InvalidSpecificationException if unreadable; includes violations of readable parts
     */
    public ManagedProcess read(SentObject body, Use use) {
        List<Violation> violations = new ArrayList<>(body.violations());
        Set<String> unread = new HashSet<>();
        ManagedProcess process = read(body, violations, unread);
        if (!violations.isEmpty()) {
            violations.addAll(check.violations(process, use, unread));
            throw new InvalidSpecificationException(new DocumentOrder(body.json()).of(violations));
        }
        return process;
    }

    /**
     * @param body the request body
     * @param action starts or executes it
     * @param <T> result type
     * @return its result
     * @throws InvalidSpecificationException if invalid; violations are in body order
     */
    public static <T> T inOrder(SentObject body, Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidSpecificationException invalid) {
            throw new InvalidSpecificationException(new DocumentOrder(body.json()).of(invalid.violations()));
        }
    }

    /**
     * Reads the specification of another process within an argument of a step, and validates it.
     *
     * @param json the specification
     * @param path its position
     * @param violations receives what is wrong
     * @return the process, as far as it could be read
     */
    public ManagedProcess readWithin(JsonObject json, String path, List<Violation> violations) {
        List<Violation> found = new ArrayList<>();
        Set<String> unread = new HashSet<>();
        ManagedProcess process = read(new SentObject(json, List.of()), found, unread);
        found.addAll(check.violations(process, Use.PROCESS, unread));
        violations.addAll(new InvalidSpecificationException(new DocumentOrder(json).of(found)).violationsAt(path + "."));
        return process;
    }

    /**
     * Likewise, of a single step.
     *
     * @return the step, as far as it could be read
     */
    public StepSpec readStepWithin(JsonObject json, String path, List<Violation> violations) {
        List<Violation> found = new ArrayList<>();
        ManagedProcess process = readWithin(JsonMapping.JSON.createObjectBuilder().add("steps", JsonMapping.JSON.createObjectBuilder().add(ONLY, json)).build(), "", found);
        String prefix = ".steps." + ONLY;
        found.forEach(violation -> violations.add(new Violation(path + violation.field().substring(violation.field().startsWith(prefix) ? prefix.length() : 0), violation.message())));
        return process.steps().values().iterator().next();
    }

    private ManagedProcess read(SentObject body, List<Violation> violations, Set<String> unread) {
        FieldReader fields = new FieldReader(body.json(), "", violations, FIELDS);
        // A refused name is not validated again.
        Optional<String> name = fields.text("name").filter(read -> !body.isWrongAt("name"));
        JsonObject steps = fields.object("steps").orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (body.json().getOrDefault("steps", JsonValue.NULL) == JsonValue.NULL) {
            if (body.isWrongAt("steps")) {
                fields.hasNotRead("steps");
            } else {
                fields.refuse("steps", "is missing");
            }
        }
        if (fields.hasRefused("steps")) {
            unread.add("steps");
        }
        ManagedProcess.Builder process = name.map(ManagedProcess::named).orElseGet(ManagedProcess::unnamed);
        steps(steps, violations, unread).forEach(process::step);
        steps.keySet().forEach(step -> Stream.of(".args", "." + COMPENSATION + ".args").filter(args -> body.isWrongWithin("steps." + Quoted.shortened(step) + args))
                .forEach(args -> unread.add("steps." + step + args)));
        return process.data(fields.object("data").orElse(JsonValue.EMPTY_JSON_OBJECT))
                .timeout(fields.seconds("timeout").orElse(ManagedProcess.DEFAULT_TIMEOUT))
                .arguments(fields.object("arguments").orElse(JsonValue.EMPTY_JSON_OBJECT))
                .retry(RetryReader.read(fields, violations))
                .queuing(queuing(fields))
                .build();
    }

    private static Queuing queuing(FieldReader fields) {
        return Queuing.in(fields.text("queue").orElse(Queuing.DEFAULT_QUEUE))
                .withPriority(fields.wholeNumber("priority").orElse(Queuing.DEFAULT_PRIORITY))
                .withRunAt(fields.time("run_at").orElse(null))
                .withDelay(fields.seconds("delay").orElse(null))
                .withUniqueKey(fields.text("unique_key").orElse(null))
                .withConcurrencyKey(fields.text("concurrency_key").orElse(null))
                .withTags(fields.texts("tags").toArray(String[]::new));
    }

    private Map<String, StepSpec> steps(JsonObject steps, List<Violation> violations, Set<String> unread) {
        Map<String, StepSpec> specs = new LinkedHashMap<>();
        steps.forEach((name, step) -> {
            String field = "steps." + Quoted.shortened(name);
            JsonObject object = JsonValue.EMPTY_JSON_OBJECT;
            if (step instanceof JsonObject given) {
                object = given;
            } else {
                violations.add(new Violation(field, "expected an object, got " + JsonKind.of(step)));
            }
            List<Violation> ofStep = new ArrayList<>();
            FieldReader fields = new FieldReader(object, field, ofStep, STEP_FIELDS);
            StepSpec spec = step(fields, field, "steps." + name, ofStep, unread);
            specs.put(name, fields.object(COMPENSATION).map(compensation -> {
                String within = "." + COMPENSATION;
                return spec.withCompensation(step(new FieldReader(compensation, field + within, ofStep, COMPENSATION_FIELDS), field + within, "steps." + name + within, ofStep, unread));
            }).orElse(spec));
            if (step instanceof JsonObject) {
                violations.addAll(ofStep);
            }
        });
        return specs;
    }

    /** @param path its field, whose name is not shortened */
    private StepSpec step(FieldReader fields, String field, String path, List<Violation> violations, Set<String> unread) {
        StepSpec step = step(fields, field, violations);
        REFUSABLE.stream().filter(fields::hasRefused).forEach(refused -> unread.add(path + "." + refused));
        return step;
    }

    private StepSpec step(FieldReader fields, String field, List<Violation> violations) {
        String type = fields.text("type").orElse(null);
        String className = fields.text("class").orElse(null);
        // A wrong kind was reported already.
        boolean told = fields.hasRefused("type") || fields.hasRefused("class");
        if (type != null && className != null) {
            violations.add(new Violation(field, "expected either 'type' or 'class', got both"));
        } else if (type == null && className == null && !told) {
            violations.add(new Violation(field, "expected either 'type' or 'class', got neither"));
        }
        if (className != null && !stepTypes.declaresClass(className)) {
            fields.refuse("class", Quoted.of(className) + " is not a step that this deployment declares, so it was not loaded" + suggestion(className));
        }
        if (told || (type == null) == (className == null) || fields.hasRefused("class")) {
            fields.hasNotRead("type");
        }
        StepSpec spec = className != null && type == null ? StepSpec.ofClass(className)
                : StepSpec.ofType(type != null ? type : UNREAD_TYPE);
        return spec.withArgs(fields.array("args").orElse(JsonValue.EMPTY_JSON_ARRAY))
                .withServices(fields.texts("services").toArray(String[]::new))
                .withTimeout(fields.seconds("timeout").orElse(null))
                .withRetry(RetryReader.readOfStep(fields, violations))
                .withResources(resources(fields));
    }

    private static Resources resources(FieldReader fields) {
        Resources resources = fields.oneOf("isolation", Isolation.values(), Isolation::name).filter(Isolation.process::equals).isPresent() ? Resources.DEFAULT.isolated() : Resources.DEFAULT;
        resources = fields.wholeNumber("memory").map(resources::withMemory).orElse(resources);
        return fields.wholeNumber("threads").map(resources::withThreads).orElse(resources);
    }

    private enum Isolation {
        thread, process
    }

    private String suggestion(String className) {
        List<String> declared = stepTypes.descriptions().stream().map(StepTypeDescription::className).toList();
        return Nearest.to(Quoted.shortened(className), declared).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
    }
}
