package io.processmanager.execution;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** The pause between attempts: exponential backoff, at most 1 hour. */
@ApplicationScoped
public class RetryDelay {

    private static final Duration LONGEST = Duration.ofHours(1);

    @Inject
    Settings settings;

    /**
     * @param failedAttempt number of the failed attempt, from 1
     * @return pause before the next one
     */
    public Duration after(int failedAttempt) {
        return after(failedAttempt, settings.get(Setting.RETRY_DELAY));
    }

    static Duration after(int failedAttempt, Duration first) {
        int doublings = Math.min(failedAttempt - 1, 30);
        long millis = Math.min(first.toMillis(), LONGEST.toMillis()) << doublings;
        return millis < 0 || millis > LONGEST.toMillis() ? LONGEST : Duration.ofMillis(millis);
    }
}
