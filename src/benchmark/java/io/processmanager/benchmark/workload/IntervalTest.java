package io.processmanager.benchmark.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void theRateIsPerSecond() {
        assertEquals(400, new Interval(1_000_000, 3_500_000).rate(1_000));
    }
}
