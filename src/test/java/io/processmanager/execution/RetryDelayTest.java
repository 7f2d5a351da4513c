package io.processmanager.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.configuration.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDelayTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "4, PT8S", "12, PT2048S"})
    void thePauseDoublesWithEachFailedAttempt(int failedAttempt, Duration pause) {
        assertEquals(pause, RetryDelay.after(failedAttempt, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 31, 32, 64, 1_001, Integer.MAX_VALUE})
    void thePauseIsNeverLongerThanAnHour(int failedAttempt) {
        assertEquals(HOUR, RetryDelay.after(failedAttempt, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT1H0.001S", "P36500D"})
    void aFirstPauseOfAnHourOrMoreIsAnHour(Duration first) {
        assertEquals(HOUR, RetryDelay.after(1, first));
        assertEquals(HOUR, RetryDelay.after(2, first));
    }

    @Test
    void withoutAFirstPauseThereIsNone() {
        assertEquals(Duration.ZERO, RetryDelay.after(1, Duration.ZERO));
        assertEquals(Duration.ZERO, RetryDelay.after(1_000, Duration.ZERO));
    }

    @Test
    void theFirstPauseIsThatOfTheSetting() {
        RetryDelay delay = new RetryDelay();
        delay.settings = TestSettings.of(Map.of("process-manager.step.retry-delay", "PT3S"));
        assertEquals(Duration.ofSeconds(3), delay.after(1));
        assertEquals(Duration.ofSeconds(6), delay.after(2));
    }
}
