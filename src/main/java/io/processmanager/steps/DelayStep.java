package io.processmanager.steps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * Waits, reporting progress per percent. Ends at once when interrupted, as on cancel and time-out. The data passes
 * unchanged.
 */
@StepType(value = "delay", description = "Waits for a number of seconds, decimals allowed")
public final class DelayStep implements ProcessStep<JsonValue, JsonValue> {

    /** 7 days, the maximum process timeout. */
    private static final String LONGEST = "604800";
    private static final BigDecimal LONGEST_SECONDS = new BigDecimal(LONGEST);
    private static final int NANOSECOND_DIGITS = 9;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final BigDecimal seconds;
    private final long nanoseconds;

    /**
     * @param seconds 0 to 604,800
     * @throws IllegalArgumentException if null or out of range
     */
    public DelayStep(@NotNull @PositiveOrZero @DecimalMax(LONGEST) BigDecimal seconds) {
        if (seconds == null || seconds.signum() < 0 || seconds.compareTo(LONGEST_SECONDS) > 0) {
            throw new IllegalArgumentException("The argument 'seconds' is " + seconds + "; give a number from 0 to " + LONGEST_SECONDS
                    + ", decimals allowed");
        }
        this.seconds = seconds;
        nanoseconds = seconds.movePointRight(NANOSECOND_DIGITS).longValue();
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) throws InterruptedException {
        long start = System.nanoTime();
        int reported = -1;
        for (long passed = 0; passed < nanoseconds; passed = System.nanoTime() - start) {
            if (context.isCancelled()) {
                throw new InterruptedException("Stopped before the " + seconds + " s were over");
            }
            int percent = (int) (passed * 100 / nanoseconds);
            if (percent > reported) {
                context.progress(percent, TimeUnit.NANOSECONDS.toSeconds(passed) + " of " + seconds + " s");
                reported = percent;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(nanoseconds - passed, pause()));
        }
        context.progress(100, seconds + " of " + seconds + " s");
        return input;
    }

    private long pause() {
        return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, nanoseconds / 100));
    }
}
