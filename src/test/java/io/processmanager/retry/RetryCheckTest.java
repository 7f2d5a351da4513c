package io.processmanager.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.Retry;
import io.processmanager.Violation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryCheckTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Retry.times(-1), "steps.a.retry.max_retries"),
                Arguments.of(Retry.times(1_001), "steps.a.retry.max_retries"),
                Arguments.of(Retry.INHERITED.withDelay(Duration.ofMillis(-1)), "steps.a.retry.delay"),
                Arguments.of(Retry.INHERITED.withDelay(Duration.ofDays(8)), "steps.a.retry.delay"),
                Arguments.of(Retry.INHERITED.withFactor(0.99), "steps.a.retry.factor"),
                Arguments.of(Retry.INHERITED.withFactor(101), "steps.a.retry.factor"),
                Arguments.of(Retry.INHERITED.withFactor(Double.NaN), "steps.a.retry.factor"),
                Arguments.of(Retry.INHERITED.withMaxDelay(Duration.ofDays(8)), "steps.a.retry.max_delay"),
                Arguments.of(Retry.INHERITED.withDelay(Duration.ofSeconds(2)).withMaxDelay(Duration.ofSeconds(1)), "steps.a.retry.max_delay"),
                Arguments.of(Retry.INHERITED.withJitter(-0.1), "steps.a.retry.jitter"),
                Arguments.of(Retry.INHERITED.withJitter(1.1), "steps.a.retry.jitter"),
                Arguments.of(Retry.INHERITED.withJitter(Double.NaN), "steps.a.retry.jitter"),
                Arguments.of(Retry.INHERITED.withNeverOn(List.of("java.io.IOException", "java.io. IOException")), "steps.a.retry.never_on[1]"),
                Arguments.of(Retry.INHERITED.withNeverOn(List.of("")), "steps.a.retry.never_on[0]"),
                Arguments.of(Retry.INHERITED.withNeverOn(Collections.nCopies(51, "java.io.IOException")), "steps.a.retry.never_on"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsOutOfRangeOrContradictoryIsNamedByItsField(Retry policy, String field) {
        assertEquals(List.of(field), RetryCheck.violations("steps.a.retry", policy).stream().map(Violation::field).toList());
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertEquals(List.of("retry.max_retries", "retry.factor", "retry.jitter"),
                RetryCheck.violations("retry", Retry.times(-1).withFactor(0).withJitter(2)).stream().map(Violation::field).toList());
    }

    @Test
    void limitsThemselvesAreAllowed() {
        assertEquals(List.of(), RetryCheck.violations("retry", Retry.times(1_000).withDelay(Duration.ofDays(7)).withFactor(100).withMaxDelay(Duration.ofDays(7)).withJitter(1)
                .withNeverOn(List.of("a.B$C", "Übel"))));
        assertEquals(List.of(), RetryCheck.violations("retry", Retry.INHERITED));
    }

    @Test
    void policyIsReadAsItWasStored() {
        Retry policy = Retry.times(5).withDelay(Duration.ofMillis(1_500)).withFactor(1.5).withMaxDelay(HOUR).withJitter(0.25).withNeverOn(List.of("a.B"));

        assertEquals(policy, StoredRetry.read(StoredRetry.write(policy).orElseThrow()));
        assertEquals(Retry.times(0), StoredRetry.read(StoredRetry.write(Retry.times(0)).orElseThrow()));
        assertEquals(true, StoredRetry.write(Retry.INHERITED).isEmpty());
    }

    private static final Duration HOUR = Duration.ofHours(1);
}
