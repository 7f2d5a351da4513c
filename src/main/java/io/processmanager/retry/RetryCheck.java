package io.processmanager.retry;

import io.processmanager.Retry;
import io.processmanager.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The limits of a retry policy. */
public final class RetryCheck {

    /** The longest pause. */
    static final Duration LONGEST_DELAY = Duration.ofDays(7);

    private static final int MOST_RETRIES = 1_000;
    /** What is said of a number of retries that is out of range. */
    public static final String EXPECTED_RETRIES = "expected a whole number from 0 to " + MOST_RETRIES;

    private static final double LARGEST_FACTOR = 100;
    private static final int MOST_CLASSES = 50;
    private static final int LONGEST_NAME = 500;
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

    private RetryCheck() {
    }

    /**
     * @param field where the policy stands
     * @param policy a policy
     * @return what is wrong with it
     */
    public static List<Violation> violations(String field, Retry policy) {
        List<Violation> violations = new ArrayList<>();
        policy.maxRetries().filter(retries -> !isAllowed(retries)).ifPresent(wrong -> violations.add(new Violation(field + ".max_retries", EXPECTED_RETRIES)));
        policy.delay().filter(RetryCheck::isOutOfRange).ifPresent(wrong -> violations.add(outOfRange(field + ".delay")));
        policy.factor().filter(factor -> !(factor >= 1 && factor <= LARGEST_FACTOR)).ifPresent(wrong -> violations.add(
                new Violation(field + ".factor", "expected a number from 1 to " + (int) LARGEST_FACTOR)));
        policy.maxDelay().filter(RetryCheck::isOutOfRange).ifPresent(wrong -> violations.add(outOfRange(field + ".max_delay")));
        if (policy.delay().isPresent() && policy.maxDelay().isPresent() && policy.delay().get().compareTo(policy.maxDelay().get()) > 0) {
            violations.add(new Violation(field + ".max_delay", "is shorter than 'delay'; raise it, or shorten 'delay'"));
        }
        policy.jitter().filter(jitter -> !(jitter >= 0 && jitter <= 1)).ifPresent(wrong -> violations.add(new Violation(field + ".jitter", "expected a number from 0 to 1")));
        policy.neverOn().ifPresent(names -> checkNames(field + ".never_on", names, violations));
        return violations;
    }

    /**
     * @param field where the step stands
     * @param policy its policy, perhaps in the short form
     * @return what is wrong with it
     */
    public static List<Violation> violationsOfStep(String field, Retry policy) {
        boolean isShort = policy.maxRetries().filter(retries -> policy.equals(Retry.times(retries))).isPresent();
        return violations(isShort ? field : field + ".retry", policy);
    }

    /**
     * @param retries a number of retries
     * @return whether a policy may grant it
     */
    public static boolean isAllowed(int retries) {
        return retries >= 0 && retries <= MOST_RETRIES;
    }

    private static boolean isOutOfRange(Duration pause) {
        return pause.isNegative() || pause.compareTo(LONGEST_DELAY) > 0;
    }

    private static Violation outOfRange(String field) {
        return new Violation(field, "expected 0 to " + LONGEST_DELAY.toSeconds() + " seconds");
    }

    private static void checkNames(String field, List<String> names, List<Violation> violations) {
        if (names.size() > MOST_CLASSES) {
            violations.add(new Violation(field, "expected at most " + MOST_CLASSES + " class names, got " + names.size()));
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).length() > LONGEST_NAME || !CLASS_NAME.matcher(names.get(i)).matches()) {
                violations.add(new Violation(field + "[" + i + "]", "expected the name of a class, such as java.lang.IllegalArgumentException"));
            }
        }
    }
}
