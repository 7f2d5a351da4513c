package io.processmanager.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.NonRetryableException;
import io.processmanager.Retry;
import io.processmanager.RetryLaterException;
import io.processmanager.StepException;
import io.processmanager.configuration.TestSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPoliciesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Retry EXACT = Retry.times(Integer.MAX_VALUE).withJitter(0);

    private final RetryPolicies policies = policies(Map.of());

    private static RetryPolicies policies(Map<String, String> settings) {
        RetryPolicies policies = new RetryPolicies();
        policies.settings = TestSettings.of(settings);
        return policies;
    }

    private Optional<Duration> pause(Retry step, int retries) {
        return policies.pause(step, Retry.INHERITED, retries, RetryAdvice.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S", "1, PT2S", "2, PT4S", "3, PT8S", "11, PT2048S"})
    void thePauseDoublesWithEachRetry(int retries, Duration pause) {
        assertEquals(Optional.of(pause), pause(EXACT, retries));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 31, 32, 64, 1_001, Integer.MAX_VALUE - 1})
    void thePauseIsNeverLongerThanAnHourUnlessThePolicySaysSo(int retries) {
        assertEquals(Optional.of(HOUR), pause(EXACT, retries));
        assertEquals(Optional.of(Duration.ofDays(2)), pause(EXACT.withMaxDelay(Duration.ofDays(2)).withFactor(100), retries));
    }

    @Test
    void withoutAFirstPauseThereIsNone() {
        assertEquals(Optional.of(Duration.ZERO), pause(EXACT.withDelay(Duration.ZERO), 0));
        assertEquals(Optional.of(Duration.ZERO), pause(EXACT.withDelay(Duration.ZERO), 1_000));
    }

    @Test
    void factorAndFirstPauseAreThoseOfThePolicy() {
        Retry policy = EXACT.withDelay(Duration.ofMillis(200)).withFactor(1.5);

        assertEquals(Optional.of(Duration.ofMillis(200)), pause(policy, 0));
        assertEquals(Optional.of(Duration.ofMillis(300)), pause(policy, 1));
        assertEquals(Optional.of(Duration.ofMillis(450)), pause(policy, 2));
    }

    @Test
    void whatThePolicyOfTheStepDoesNotSayIsThatOfTheProcessAndThenThatOfTheSettings() {
        RetryPolicies configured = policies(Map.of("process-manager.step.retry-delay", "PT3S", "process-manager.step.max-retries", "2"));
        Retry process = Retry.INHERITED.withJitter(0).withFactor(3);

        assertEquals(Optional.of(Duration.ofSeconds(9)), configured.pause(Retry.INHERITED, process, 1, RetryAdvice.NONE));
        assertEquals(Optional.empty(), configured.pause(Retry.INHERITED, process, 2, RetryAdvice.NONE));
        assertEquals(Optional.of(Duration.ofSeconds(27)), configured.pause(Retry.times(9), process, 2, RetryAdvice.NONE));
        assertEquals(Optional.empty(), configured.pause(Retry.NONE, process, 0, RetryAdvice.NONE));
    }

    @Test
    void withoutAnyPolicyNothingIsRetried() {
        assertEquals(Optional.empty(), pause(Retry.INHERITED, 0));
    }

    @Test
    void jitterVariesThePauseByItsShareAndNotBeyondTheCeiling() {
        Retry policy = Retry.times(9).withDelay(Duration.ofSeconds(100)).withJitter(0.5).withMaxDelay(Duration.ofSeconds(120));
        policies.random = () -> 0;
        assertEquals(Optional.of(Duration.ofSeconds(50)), pause(policy, 0));
        policies.random = () -> 0.5;
        assertEquals(Optional.of(Duration.ofSeconds(100)), pause(policy, 0));
        policies.random = () -> 0.999;
        assertEquals(Optional.of(Duration.ofSeconds(120)), pause(policy, 0));
    }

    @Test
    void pausesOfWhatHasFailedTogetherDiffer() {
        assertEquals(true, IntStream.range(0, 100).mapToObj(i -> pause(Retry.times(9), 5)).distinct().count() > 10);
    }

    @Test
    void exceptionsThatArePutOnTheListAreNeverRetriedNorAreTheirSubclasses() {
        Retry policy = EXACT.withNeverOn(IOException.class);

        assertEquals(Optional.empty(), policies.pause(policy, Retry.INHERITED, 0, RetryAdvice.of(new FileNotFoundException())));
        assertEquals(Optional.of(Duration.ofSeconds(1)), policies.pause(policy, Retry.INHERITED, 0, RetryAdvice.of(new IllegalStateException(new IOException()))));
    }

    @Test
    void stepMaySayThatAnotherAttemptIsInVain() {
        assertEquals(Optional.empty(), policies.pause(EXACT, Retry.INHERITED, 0, RetryAdvice.of(new NonRetryableException("no such customer") { })));
    }

    @Test
    void stepMayAskForATimeOfItsOwnWhichNoCeilingBounds() {
        RetryAdvice tomorrow = RetryAdvice.of(new RetryLaterException(Duration.ofHours(20), "the bank is closed"));

        assertEquals(Optional.of(Duration.ofHours(20)), policies.pause(EXACT, Retry.INHERITED, 0, tomorrow));
        assertEquals(Optional.empty(), policies.pause(Retry.times(1), Retry.INHERITED, 1, tomorrow));
        assertEquals(Optional.of(Duration.ofDays(7)), policies.pause(EXACT, Retry.INHERITED, 0, RetryAdvice.of(new RetryLaterException(Duration.ofDays(900), "later"))));
    }

    @Test
    void whatAServerAsksForIsObservedWithinTheCeiling() {
        StepException busy = new StepException(503, "busy").retryAfter(Duration.ofSeconds(30));
        assertEquals(Optional.of(Duration.ofSeconds(30)), policies.pause(EXACT, Retry.INHERITED, 0, RetryAdvice.of(busy)));
        assertEquals(Optional.of(Duration.ofSeconds(10)), policies.pause(EXACT.withMaxDelay(Duration.ofSeconds(10)), Retry.INHERITED, 0, RetryAdvice.of(busy)));
    }
}
