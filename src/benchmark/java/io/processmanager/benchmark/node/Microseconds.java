package io.processmanager.benchmark.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock that all JVMs of the machine share. */
public final class Microseconds {

    private Microseconds() {
    }

    /** @return microseconds since 1970 */
    public static long now() {
        return of(Instant.now());
    }

    /**
     * @param time a time
     * @return microseconds since 1970
     */
    public static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
