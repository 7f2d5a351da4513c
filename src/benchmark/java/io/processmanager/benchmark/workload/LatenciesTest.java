package io.processmanager.benchmark.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreInMilliseconds() {
        Latencies latencies = Latencies.of(LongStream.rangeClosed(1, 100).map(number -> number * 10));
        assertEquals(0.5, latencies.percentile(50), 0.001);
        assertEquals(0.95, latencies.percentile(95), 0.001);
        assertEquals(0.99, latencies.percentile(99), 0.001);
        assertEquals(100, latencies.count());
    }

    @Test
    void anEndThatIsRoundedToBeforeTheStartCountsAsNone() {
        assertEquals(0, Latencies.of(LongStream.of(-400)).percentile(50));
    }
}
