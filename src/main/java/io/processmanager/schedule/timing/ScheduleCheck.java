package io.processmanager.schedule.timing;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.definition.SpecificationCheck.Use;
import io.processmanager.definition.StepNames;
import io.processmanager.schedule.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks a schedule as a whole before it is stored, and tells everything that is wrong at once. */
@ApplicationScoped
public class ScheduleCheck {

    /** What violations of the process begin with. */
    public static final String PROCESS = "process";

    private static final int LONGEST_CRON = 200;
    private static final int LONGEST_ZONE = 100;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(10_000);
    private static final LocalDateTime ANY_DAY = LocalDateTime.of(2000, 1, 1, 0, 0);

    @Inject
    SpecificationCheck processes;

    /**
     * @param name what the schedule is to be called
     * @param schedule a schedule
     * @return the same, with its process as it will be stored
     * @throws InvalidSpecificationException if anything is wrong with it; it has all violations
     */
    public Schedule check(String name, Schedule schedule) {
        List<Violation> violations = violations(name, schedule, Set.of());
        violations.addAll(wrongTime(schedule.process()));
        Optional<ManagedProcess> process = Optional.empty();
        try {
            process = Optional.of(processes.check(schedule.process()));
        } catch (InvalidSpecificationException invalid) {
            violations.addAll(invalid.violationsAt(PROCESS + "."));
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return schedule.withProcess(process.orElseThrow());
    }

    /**
     * Checks everything but the process.
     *
     * @param name what the schedule is to be called
     * @param schedule what could be read of it
     * @param unread the fields that could not be read, and are not to be judged
     * @return all violations; may be added to
     */
    public List<Violation> violations(String name, Schedule schedule, Set<String> unread) {
        List<Violation> violations = new ArrayList<>();
        if (!StepNames.isValid(name)) {
            violations.add(new Violation("name", StepNames.RULE));
        }
        schedule.cron().flatMap(ScheduleCheck::wrongCron).ifPresent(wrong -> violations.add(new Violation("cron", wrong)));
        if (schedule.cron().isPresent() && schedule.every().isPresent()) {
            violations.add(new Violation("every", "expected either 'cron' or 'every', got both"));
        } else if (schedule.cron().isEmpty() && schedule.every().isEmpty() && !unread.contains("cron") && !unread.contains("every")) {
            violations.add(new Violation("cron", "expected either 'cron' or 'every', got neither"));
        }
        schedule.every().filter(every -> every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0)
                .ifPresent(wrong -> violations.add(new Violation("every", "expected 0.1 to " + LONGEST.toSeconds() + " seconds")));
        if (!ZoneId.getAvailableZoneIds().contains(schedule.zone())) {
            violations.add(new Violation("zone", "is no time zone that is known here, expected its IANA name as in Europe/Berlin"
                    + (schedule.zone().length() > LONGEST_ZONE ? Optional.<String>empty() : Nearest.to(schedule.zone(), ZoneId.getAvailableZoneIds()))
                            .map(nearest -> "; did you mean '" + nearest + "'?").orElse("")));
        }
        return violations;
    }

    /**
     * @param process what a schedule is to start
     * @param unread what could not be read of it, as for {@link SpecificationCheck#violations}
     * @return all violations, named as fields of the schedule
     */
    public List<Violation> processViolations(ManagedProcess process, Set<String> unread) {
        return Stream.concat(wrongTime(process).stream(), processes.violations(process, Use.PROCESS, unread).stream()
                .map(violation -> new Violation(PROCESS + "." + violation.field(), violation.message()))).toList();
    }

    /** Each firing would be due at the same moment. */
    private static List<Violation> wrongTime(ManagedProcess process) {
        return process.queuing().runAt().map(time -> new Violation(PROCESS + ".run_at", "expected none, as the schedule says when; 'delay' counts from each firing")).stream().toList();
    }

    private static Optional<String> wrongCron(String text) {
        if (text.length() > LONGEST_CRON) {
            return Optional.of("expected at most " + LONGEST_CRON + " characters");
        }
        try {
            return CronExpression.parse(text).after(ANY_DAY).isPresent() ? Optional.empty() : Optional.of("never fires: there is no such day in any year");
        } catch (IllegalArgumentException wrong) {
            return Optional.of("is no UNIX cron expression: " + wrong.getMessage());
        }
    }
}
