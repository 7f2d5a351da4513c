package io.processmanager.execution;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** The pause between a failed attempt and the next one: exponential backoff, up to an hour. */
@ApplicationScoped
public class RetryDelay {

    private static final Duration LONGEST = Duration.ofHours(1);

    @Inject
    Settings settings;

    /**
     * @param failedAttempt the number of the attempt that has failed, from 1
     * @return how long to wait before the next one
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
