package io.processmanager.retry;

import io.processmanager.Retry;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Decides whether and when a failed attempt is repeated: exponential backoff with jitter and a ceiling. */
@ApplicationScoped
public class RetryPolicies {

    private static final double FACTOR = 2;
    private static final Duration MAX_DELAY = Duration.ofHours(1);
    private static final double JITTER = 0.1;

    @Inject
    Settings settings;

    /** A random number from 0 (inclusive) to 1 (exclusive). */
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    /**
     * @param step the policy of the step
     * @param process that of its process
     * @param retries how many were made already
     * @param failure what the failed attempt says of another one
     * @return the pause before the next attempt; empty if there is none
     */
    public Optional<Duration> pause(Retry step, Retry process, int retries, RetryAdvice failure) {
        Retry policy = step.over(process).over(defaults());
        if (retries >= policy.maxRetries().orElse(0) || failure.isFinal() || failure.isAny(policy.neverOn().orElse(List.of()))) {
            return Optional.empty();
        }
        Duration ceiling = policy.maxDelay().orElse(MAX_DELAY);
        return failure.after().map(wanted -> failure.obeysCeiling() ? shorter(wanted, ceiling) : shorter(wanted, RetryCheck.LONGEST_DELAY))
                .or(() -> Optional.of(jittered(backoff(policy, retries, ceiling), policy.jitter().orElse(JITTER), ceiling)));
    }

    /** @return the pause before what the database kept from being decided is executed again */
    public Duration afterOutage() {
        return settings.get(Setting.RETRY_DELAY);
    }

    private Retry defaults() {
        return Retry.times(settings.get(Setting.MAX_RETRIES)).withDelay(settings.get(Setting.RETRY_DELAY)).withFactor(FACTOR).withMaxDelay(MAX_DELAY).withJitter(JITTER);
    }

    private static Duration backoff(Retry policy, int retries, Duration ceiling) {
        double millis = policy.delay().orElse(Duration.ZERO).toMillis() * Math.pow(policy.factor().orElse(FACTOR), retries);
        return millis >= ceiling.toMillis() ? ceiling : Duration.ofMillis((long) millis);
    }

    private Duration jittered(Duration pause, double jitter, Duration ceiling) {
        double share = 1 + jitter * (2 * random.getAsDouble() - 1);
        return shorter(Duration.ofMillis((long) (pause.toMillis() * share)), ceiling);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
