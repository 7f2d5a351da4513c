package io.processmanager.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DelayStepTest {

    private final RecordingContext context = new RecordingContext();

    @Test
    void waitsAtLeastAsLongAsToldAndReportsProgress() throws InterruptedException {
        long start = System.nanoTime();

        JsonValue output = new DelayStep(new BigDecimal("0.25")).execute(JsonValue.TRUE, context);

        assertTrue(System.nanoTime() - start >= Duration.ofMillis(250).toNanos());
        assertSame(JsonValue.TRUE, output);
        assertEquals(0, context.percents.get(0));
        assertEquals(100, context.percents.get(context.percents.size() - 1));
        assertTrue(context.percents.size() >= 3, context.percents.toString());
        assertEquals(context.percents.stream().sorted().distinct().toList(), context.percents);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "0.000000000000001"})
    void nothingToWaitForEndsAtOnce(String seconds) throws InterruptedException {
        new DelayStep(new BigDecimal(seconds)).execute(JsonValue.NULL, context);

        assertEquals(100, context.percents.get(context.percents.size() - 1));
    }

    @Test
    void interruptionEndsItAtOnce() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                new DelayStep(new BigDecimal(604_800)).execute(JsonValue.NULL, context);
                failure.complete(null);
            } catch (InterruptedException expected) {
                failure.complete(expected);
            }
        });
        thread.start();
        assertTrue(context.begun.await(10, TimeUnit.SECONDS));

        thread.interrupt();

        assertInstanceOf(InterruptedException.class, failure.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aResultThatIsNoLongerWantedEndsIt() {
        context.cancelled = true;

        assertThrows(InterruptedException.class, () -> new DelayStep(BigDecimal.TEN).execute(JsonValue.NULL, context));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.001", "604800.1", "1e999999999"})
    void secondsOutOfRangeAreRefused(String seconds) {
        String message = assertThrows(IllegalArgumentException.class, () -> new DelayStep(new BigDecimal(seconds))).getMessage();

        assertTrue(message.startsWith("The argument 'seconds' is ") && message.contains("a number from 0 to 604800"), message);
    }

    @Test
    void missingSecondsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DelayStep(null));
    }
}
