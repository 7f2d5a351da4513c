package io.processmanager.text;

import java.time.Duration;

/** Writes durations for people. */
public final class DurationText {

    private DurationText() {
    }

    /** @return whole seconds, or else milliseconds, with the unit */
    public static String of(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
