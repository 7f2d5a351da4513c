package io.processmanager.rest.request;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.Violation;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.specification.DocumentOrder;
import io.processmanager.specification.FieldReader;
import io.processmanager.specification.SentObject;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.Schedule.Overlap;
import io.processmanager.schedule.timing.ScheduleCheck;
import io.processmanager.specification.SpecificationReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a schedule, and tells everything that is wrong with it and with its process at once. */
@ApplicationScoped
public class ScheduleReader {

    private static final List<String> FIELDS = List.of("cron", "every", "zone", ScheduleCheck.PROCESS, "misfire", "overlap");

    @Inject
    SpecificationReader specifications;

    @Inject
    ScheduleCheck check;

    /**
     * @param name the name of the schedule, from the address
     * @param body what the client has sent
     * @return the schedule; whether it makes sense is checked by whoever stores it
     * @throws InvalidSpecificationException if it cannot be understood; it has everything that is wrong, also with what
     *         can be understood
     */
    public Schedule read(String name, SentObject body) {
        List<Violation> violations = new ArrayList<>(body.violations());
        FieldReader fields = new FieldReader(body.json(), "", violations, FIELDS);
        Optional<ManagedProcess> process = process(fields, body, violations);
        Schedule schedule = new Schedule(fields.text("cron"), fields.seconds("every"), fields.text("zone").orElse(Schedule.DEFAULT_ZONE),
                process.orElseGet(() -> ManagedProcess.unnamed().build()), fields.oneOf("misfire", Misfire.values(), ScheduleReader::word).orElse(Misfire.RUN_ONCE),
                fields.oneOf("overlap", Overlap.values(), ScheduleReader::word).orElse(Overlap.START));
        if (!violations.isEmpty()) {
            Set<String> unread = new HashSet<>(FIELDS);
            unread.removeIf(field -> !fields.hasRefused(field) && !body.isWrongAt(field));
            violations.addAll(check.violations(name, schedule, unread));
            process.ifPresent(read -> violations.addAll(check.processViolations(read, Set.of())));
            throw new InvalidSpecificationException(new DocumentOrder(body.json()).of(violations));
        }
        return schedule;
    }

    private Optional<ManagedProcess> process(FieldReader fields, SentObject body, List<Violation> violations) {
        Optional<JsonObject> specification = fields.object(ScheduleCheck.PROCESS);
        if (body.json().getOrDefault(ScheduleCheck.PROCESS, JsonValue.NULL) == JsonValue.NULL && !body.isWrongAt(ScheduleCheck.PROCESS)) {
            fields.refuse(ScheduleCheck.PROCESS, "is missing; expected a specification as for POST /processes");
        }
        try {
            return specification.map(given -> specifications.read(new SentObject(given, List.of()), Use.PROCESS));
        } catch (InvalidSpecificationException invalid) {
            violations.addAll(invalid.violationsAt(ScheduleCheck.PROCESS + "."));
            return Optional.empty();
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
