package io.processmanager.definition;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.constraint.ArgumentCheck;
import io.processmanager.isolation.Resources;
import io.processmanager.json.WrittenJson;
import io.processmanager.queue.QueuingCheck;
import io.processmanager.retry.RetryCheck;
import io.processmanager.text.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Checks a process specification before it is stored or executed, and reports all violations at once. */
@ApplicationScoped
public class SpecificationCheck {

    /** Maximum length of a process name, in characters. */
    public static final int LONGEST_NAME = 200;

    private static final int MOST_STEPS = 1_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(604_800);

    private final StepConstruction construction;
    private final Settings settings;
    private final Iterable<ArgumentCheck> argumentChecks;

    @Inject
    SpecificationCheck(StepConstruction construction, Settings settings, @Any Instance<ArgumentCheck> argumentChecks) {
        this(construction, settings, (Iterable<ArgumentCheck>) argumentChecks);
    }

    SpecificationCheck(StepConstruction construction, Settings settings, Iterable<ArgumentCheck> argumentChecks) {
        this.construction = construction;
        this.settings = settings;
        this.argumentChecks = argumentChecks;
    }

    /** For the container proxy and tests. */
    protected SpecificationCheck() {
        this(null, null, List.of());
    }

    /**
     * @param process the specification
     * @return a copy whose values cannot change between check and storage
     * @throws InvalidSpecificationException with all violations
     */
    public ManagedProcess check(ManagedProcess process) {
        List<Violation> violations = new ArrayList<>();
        ManagedProcess checked = checked(process, Use.PROCESS, Set.of(), violations);
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return checked;
    }

    /**
     * @param processes any number of specifications
     * @return them, like {@link #check}
     * @throws InvalidSpecificationException with all violations of all, such as {@code [3].steps.charge.class}
     */
    public List<ManagedProcess> checkAll(List<ManagedProcess> processes) {
        List<Violation> violations = new ArrayList<>();
        List<ManagedProcess> checked = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            try {
                checked.add(check(processes.get(i)));
            } catch (InvalidSpecificationException invalid) {
                violations.addAll(invalid.violationsAt("[" + i + "]."));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return checked;
    }

    /**
     * Checks a specification for synchronous execution, which cannot wait for {@code proceed}.
     *
     * @param process the specification
     * @return like {@link #check}
     * @throws InvalidSpecificationException with all violations
     */
    public ManagedProcess checkSynchronous(ManagedProcess process) {
        List<Violation> violations = new ArrayList<>();
        ManagedProcess checked = checked(process, Use.EXECUTION, Set.of(), violations);
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return checked;
    }

    /** The purpose of a specification. */
    public enum Use {
        /** A process; may wait for {@code proceed}. */
        PROCESS,
        /** A synchronous execution; cannot wait. */
        EXECUTION
    }

    /**
     * Checks a partially readable specification.
     *
     * @param process the readable part; valid placeholders elsewhere
     * @param use its purpose
     * @param unread parts to skip: {@code steps}, or a step's {@code type}, {@code args} or {@code services} as in
     * {@code steps.name.args}
     * @return all violations
     */
    public List<Violation> violations(ManagedProcess process, Use use, Set<String> unread) {
        List<Violation> violations = new ArrayList<>();
        checked(process, use, unread, violations);
        return violations;
    }

    private ManagedProcess checked(ManagedProcess process, Use use, Set<String> unread, List<Violation> violations) {
        process.givenName().filter(name -> !isValidName(name))
                .ifPresent(invalid -> violations.add(new Violation("name", "expected 1 to " + LONGEST_NAME + " characters, not only blanks")));
        if (!unread.contains("steps") && (process.steps().isEmpty() || process.steps().size() > MOST_STEPS)) {
            violations.add(new Violation("steps", "expected 1 to " + MOST_STEPS + " steps, got " + process.steps().size()));
        }
        if (process.timeout().compareTo(Duration.ofSeconds(1)) < 0 || process.timeout().compareTo(LONGEST_TIMEOUT) > 0) {
            violations.add(new Violation("timeout", "expected 1 to " + LONGEST_TIMEOUT.toSeconds() + " seconds"));
        }
        violations.addAll(RetryCheck.violations("retry", process.retry()));
        BiConsumer<String, String> refuse = (field, reason) -> violations.add(new Violation(field, reason));
        QueuingCheck.check(process.queuing(), refuse);
        if (use == Use.EXECUTION) {
            QueuingCheck.refuseForExecution(process.queuing(), refuse);
        }
        ManagedProcess.Builder checked = process.withoutSteps()
                .data(checked("data", process.data(), violations))
                .arguments(checked("arguments", process.arguments(), violations));
        process.steps().forEach((name, spec) -> {
            if (!StepNames.isValid(name)) {
                violations.add(new Violation("steps." + name, StepNames.RULE));
            }
            StepSpec step = checked("steps." + name, spec, use, unread, violations);
            checked.step(name, spec.compensation().map(compensation -> step.withCompensation(checkedCompensation("steps." + name + ".compensation", compensation, use, unread, violations)))
                    .orElse(step));
        });
        return checked.build();
    }

    private static boolean isValidName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME && name.indexOf('\0') < 0 && StorableText.halfPair(name) < 0;
    }

    private JsonValue checked(String field, JsonValue given, List<Violation> violations) {
        return WrittenJson.checked(field, given, settings.get(Setting.MAX_OUTPUT), Setting.MAX_OUTPUT.key(), (path, message) -> violations.add(new Violation(path, message)));
    }

    private StepSpec checkedCompensation(String field, StepSpec compensation, Use use, Set<String> unread, List<Violation> violations) {
        if (use == Use.EXECUTION) {
            violations.add(new Violation(field, "only a process compensates its steps; start one instead"));
        }
        if (compensation.compensation().isPresent()) {
            violations.add(new Violation(field + ".compensation", "a compensation has none itself"));
        }
        if (!unread.contains(field + ".type") && !construction.isUnknown(compensation) && construction.isInterrupting(compensation)) {
            violations.add(new Violation(field, "an interrupting step cannot compensate another: nobody would continue the process, which is to end"));
        }
        return checked(field, compensation, Use.PROCESS, unread, violations);
    }

    private StepSpec checked(String step, StepSpec spec, Use use, Set<String> unread, List<Violation> violations) {
        String field = step + ".args";
        int before = violations.size();
        List<JsonValue> args = new ArrayList<>();
        for (JsonValue arg : spec.args()) {
            args.add(checked(field + "[" + args.size() + "]", arg, violations));
        }
        Set<String> notToBeJudged = unread;
        if (violations.size() > before) {
            notToBeJudged = new HashSet<>(unread);
            notToBeJudged.add(field);
        }
        StepSpec checked = spec.withArgs(args);
        checkStep(step, checked, use, notToBeJudged, violations);
        return checked;
    }

    private void checkStep(String field, StepSpec spec, Use use, Set<String> unread, List<Violation> violations) {
        if (spec.timeout() != null && (spec.timeout().toMillis() < 1 || spec.timeout().compareTo(LONGEST_TIMEOUT) > 0)) {
            violations.add(new Violation(field + ".timeout", "expected more than 0 and at most " + LONGEST_TIMEOUT.toSeconds() + " seconds"));
        }
        violations.addAll(RetryCheck.violationsOfStep(field, spec.retry()));
        checkResources(field, spec.resources(), violations);
        if (!unread.contains(field + ".type")) {
            checkMaking(field, spec, use, unread, violations);
        }
    }

    private void checkResources(String field, Resources resources, List<Violation> violations) {
        int mostThreads = settings.get(Setting.MAX_THREADS);
        resources.threads().filter(threads -> threads < 1 || threads > mostThreads)
                .ifPresent(wrong -> violations.add(new Violation(field + ".threads", "expected 1 to " + mostThreads + ", which is what " + Setting.MAX_THREADS.key() + " allows")));
        if (resources.memory().isPresent() && !resources.isIsolated()) {
            violations.add(new Violation(field + ".memory", "is for steps with \"isolation\": \"process\"; others share the heap of the server"));
        } else if (resources.memory().filter(memory -> memory < Resources.LEAST_MEMORY || memory > Resources.MOST_MEMORY).isPresent()) {
            violations.add(new Violation(field + ".memory", "expected " + Resources.LEAST_MEMORY + " to " + Resources.MOST_MEMORY + " MiB"));
        }
    }

    /** What no constraint on a parameter can express. */
    private void checkArguments(String field, StepSpec spec, List<Violation> violations) {
        for (ArgumentCheck check : argumentChecks) {
            if (construction.isOf(check.step(), spec)) {
                check.check(spec.args(), (argument, message) -> violations.add(new Violation(field + ".args" + argument, message)));
            }
        }
    }

    /** Whether the arguments fit is known only if all were readable. */
    private void checkMaking(String field, StepSpec spec, Use use, Set<String> unread, List<Violation> violations) {
        boolean allRead = !unread.contains(field + ".args") && !unread.contains(field + ".services");
        int before = violations.size();
        construction.check(field, spec).stream().filter(violation -> allRead || construction.isUnknown(spec)).forEach(violations::add);
        if (allRead && violations.size() == before) {
            checkArguments(field, spec, violations);
        }
        if (spec.resources().isIsolated() && !construction.isUnknown(spec) && construction.isTransactional(spec)) {
            violations.add(new Violation(field + ".isolation", "a transactional step cannot be isolated: its work is committed in the server, with its checkpoint"));
        }
        if (use == Use.EXECUTION && !construction.isUnknown(spec) && construction.isInterrupting(spec)) {
            violations.add(new Violation(field, "an interrupting step needs a process to wait in; start one instead"));
        }
    }
}
