package io.processmanager.benchmark.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CompilerWatchTest {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CompilerWatch compiler = new CompilerWatch();

    @Test
    void oneQuietRoundIsNotEnough() {
        compiler.round(499, NANOS);
        assertFalse(compiler.isQuiet());
        compiler.round(499, NANOS);
        assertTrue(compiler.isQuiet());
    }

    @Test
    void quietRoundsHaveToFollowEachOther() {
        compiler.round(100, NANOS);
        compiler.round(500, NANOS);
        compiler.round(100, NANOS);
        assertFalse(compiler.isQuiet());
    }

    @Test
    void theLastRoundIsTold() {
        compiler.round(12_000, NANOS);
        assertEquals(1.2, compiler.busy());
    }
}
