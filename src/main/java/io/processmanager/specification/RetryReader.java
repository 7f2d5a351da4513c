package io.processmanager.specification;

import io.processmanager.Retry;
import io.processmanager.Violation;
import io.processmanager.retry.RetryCheck;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads retry policies. Their limits are checked with the whole process. */
final class RetryReader {

    private static final String FIELD = "retry";
    private static final String MAX_RETRIES = "max_retries";
    private static final List<String> FIELDS = List.of(MAX_RETRIES, "delay", "factor", "max_delay", "jitter", "never_on");

    private RetryReader() {
    }

    /**
     * @param owner has the field {@code retry}
     * @param violations receives what is wrong
     * @return the policy; inherited without one
     */
    static Retry read(FieldReader owner, List<Violation> violations) {
        return owner.object(FIELD).map(policy -> read(policy, owner.pathOf(FIELD), violations)).orElse(Retry.INHERITED);
    }

    /**
     * @param step a step, which may have {@code max_retries} as a short form
     * @param violations receives what is wrong
     * @return likewise
     */
    static Retry readOfStep(FieldReader step, List<Violation> violations) {
        Retry policy = read(step, violations);
        Optional<Integer> shortForm = retries(step);
        if (shortForm.isPresent() && policy.maxRetries().isPresent()) {
            step.refuse(MAX_RETRIES, "stands beside 'retry.max_retries'; leave one of them out");
        }
        return shortForm.map(policy::withMaxRetries).orElse(policy);
    }

    /** Checked here, where it is known how the policy was written. */
    private static Optional<Integer> retries(FieldReader fields) {
        Optional<Integer> retries = fields.wholeNumber(MAX_RETRIES);
        retries.filter(number -> !RetryCheck.isAllowed(number)).ifPresent(wrong -> fields.refuse(MAX_RETRIES, RetryCheck.EXPECTED_RETRIES));
        return retries.filter(RetryCheck::isAllowed);
    }

    private static Retry read(JsonObject policy, String path, List<Violation> violations) {
        FieldReader fields = new FieldReader(policy, path, violations, FIELDS);
        Retry retry = Retry.INHERITED;
        retry = retries(fields).map(retry::withMaxRetries).orElse(retry);
        retry = fields.seconds("delay").map(retry::withDelay).orElse(retry);
        retry = fields.decimal("factor").map(BigDecimal::doubleValue).map(retry::withFactor).orElse(retry);
        retry = fields.seconds("max_delay").map(retry::withMaxDelay).orElse(retry);
        retry = fields.decimal("jitter").map(BigDecimal::doubleValue).map(retry::withJitter).orElse(retry);
        return !fields.isNull("never_on") ? retry.withNeverOn(fields.texts("never_on")) : retry;
    }
}
