package io.processmanager.rest.request;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.Violation;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.specification.DocumentOrder;
import io.processmanager.specification.FieldReader;
import io.processmanager.specification.JsonKind;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.specification.SpecificationReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Reads a list of specifications and reports all violations at once, each with its specification's position. */
@ApplicationScoped
public class BatchReader {

    /** Maximum processes per request. */
    public static final int MOST_PROCESSES = 1_000;

    private static final String FIELD = "processes";

    /** Ten per process. */
    private static final int MOST_VIOLATIONS = 10 * MOST_PROCESSES;

    @Inject
    SpecificationReader specifications;

    @Inject
    SpecificationCheck check;

    /**
     * @param body sent by the client
     * @return the processes, to be validated when started
     * @throws ProblemException if any cannot be read
     */
    public List<ManagedProcess> read(SentObject body) {
        List<Violation> violations = new ArrayList<>(body.violations());
        FieldReader fields = new FieldReader(body.json(), "", violations, List.of(FIELD));
        JsonArray entries = fields.array(FIELD).orElse(JsonValue.EMPTY_JSON_ARRAY);
        if (body.json().getOrDefault(FIELD, JsonValue.NULL) == JsonValue.NULL && !body.isWrongAt(FIELD)) {
            fields.refuse(FIELD, "is missing; expected an array of 1 to 1,000 specifications, each as for POST /processes");
        } else if (body.json().get(FIELD) instanceof JsonArray && (entries.isEmpty() || entries.size() > MOST_PROCESSES)) {
            fields.refuse(FIELD, String.format(Locale.ROOT, "expected 1 to %,d processes, got %,d", MOST_PROCESSES, entries.size())
                    + (entries.isEmpty() ? "" : "; send them in several requests"));
        }
        // Excess entries are not read.
        List<Entry> read = IntStream.range(0, Math.min(entries.size(), MOST_PROCESSES)).mapToObj(i -> read(FIELD + "[" + i + "]", entries.get(i))).toList();
        if (!violations.isEmpty() || read.stream().anyMatch(entry -> entry.process() == null)) {
            // Starting would validate, but nothing is started in this case.
            read.forEach(entry -> violations.addAll(violations(entry)));
            throw invalid(body, violations);
        }
        return read.stream().map(Entry::process).toList();
    }

    /**
     * @param body the request body
     * @param start starts what was read from it
     * @param <T> result type
     * @return its result
     * @throws ProblemException if a process is invalid; violations are named as in the request
     */
    public <T> T naming(SentObject body, Supplier<T> start) {
        try {
            return start.get();
        } catch (InvalidSpecificationException invalid) {
            throw invalid(body, invalid.violationsAt(FIELD));
        }
    }

    /**
     * @param process null if unreadable
     * @param violations why
     */
    private record Entry(String place, ManagedProcess process, List<Violation> violations) {
    }

    private Entry read(String place, JsonValue entry) {
        if (!(entry instanceof JsonObject specification)) {
            return new Entry(place, null, List.of(new Violation(place, "expected an object, got " + JsonKind.of(entry))));
        }
        try {
            return new Entry(place, specifications.read(new SentObject(specification, List.of()), Use.PROCESS), List.of());
        } catch (InvalidSpecificationException invalid) {
            return new Entry(place, null, invalid.violationsAt(place + "."));
        }
    }

    private List<Violation> violations(Entry entry) {
        return entry.process() == null ? entry.violations() : check.violations(entry.process(), Use.PROCESS, Set.of()).stream()
                .map(violation -> new Violation(entry.place() + "." + violation.field(), violation.message())).toList();
    }

    private static ProblemException invalid(SentObject body, List<Violation> violations) {
        return new ProblemException(Problem.invalid(new DocumentOrder(body.json()).of(violations), MOST_VIOLATIONS));
    }
}
