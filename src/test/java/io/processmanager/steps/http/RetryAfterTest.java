package io.processmanager.steps.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private static Optional<Duration> of(Map<String, List<String>> headers) {
        return RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true), NOW);
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "120, PT2M", "' 7 ', PT7S", "'Fri, 27 Nov 2026 10:01:30 GMT', PT1M30S", "'Fri, 27 Nov 2026 09:00:00 GMT', PT0S"})
    void secondsAndDatesAreUnderstood(String value, Duration pause) {
        assertEquals(Optional.of(pause), of(Map.of("Retry-After", List.of(value))));
    }

    @Test
    void dateCountsFromThatOfTheAnswerWhoseClockMayBeWrong() {
        assertEquals(Optional.of(Duration.ofSeconds(5)),
                of(Map.of("Date", List.of("Fri, 27 Nov 2026 12:00:00 GMT"), "retry-after", List.of("Fri, 27 Nov 2026 12:00:05 GMT"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999", "Fri, 99 Nov 2026 10:01:30 GMT"})
    void whatCannotBeUnderstoodIsNotObserved(String value) {
        assertEquals(Optional.empty(), of(Map.of("Retry-After", List.of(value))));
    }

    @Test
    void withoutTheHeaderThereIsNone() {
        assertEquals(Optional.empty(), of(Map.of()));
    }
}
