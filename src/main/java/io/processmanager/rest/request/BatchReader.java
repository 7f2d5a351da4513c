package io.processmanager.rest.request;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.Violation;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.rest.body.JsonKind;
import io.processmanager.rest.body.SentObject;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
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

/**
 * Reads a list of specifications, and tells everything that is wrong with any of them at once: each violation is named by the place of its specification in
 * the list.
 */
@ApplicationScoped
public class BatchReader {

    /** The most processes that one request may start. */
    public static final int MOST_PROCESSES = 1_000;

    private static final String FIELD = "processes";

    /** Ten for each process. More would be larger than what it is about. */
    private static final int MOST_VIOLATIONS = 10 * MOST_PROCESSES;

    @Inject
    SpecificationReader specifications;

    @Inject
    SpecificationCheck check;

    /**
     * @param body what the client has sent
     * @return the processes; whether they make sense is checked by whoever starts them
     * @throws ProblemException if any of them cannot be understood
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
        // More than may be sent are not looked at.
        List<Entry> read = IntStream.range(0, Math.min(entries.size(), MOST_PROCESSES)).mapToObj(i -> read(FIELD + "[" + i + "]", entries.get(i))).toList();
        if (!violations.isEmpty() || read.stream().anyMatch(entry -> entry.process() == null)) {
            // What can be understood is checked here only if it will not be started: starting checks it anyway.
            read.forEach(entry -> violations.addAll(violations(entry)));
            throw invalid(body, violations);
        }
        return read.stream().map(Entry::process).toList();
    }

    /**
     * @param body what the client has sent, and what was read of it
     * @param start starts what was read
     * @param <T> what comes of it
     * @return what comes of it
     * @throws ProblemException if what was read makes no sense, with the violations named as in the request
     */
    public <T> T naming(SentObject body, Supplier<T> start) {
        try {
            return start.get();
        } catch (InvalidSpecificationException invalid) {
            throw invalid(body, invalid.violationsAt(FIELD));
        }
    }

    /**
     * One element of the list.
     *
     * @param place its place
     * @param process what it is; null if it cannot be understood
     * @param violations why not
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
