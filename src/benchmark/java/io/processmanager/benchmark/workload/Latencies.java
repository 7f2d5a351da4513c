package io.processmanager.benchmark.workload;

import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** Many latencies, of which a few are told. */
final class Latencies {

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Histogram histogram = new Histogram(DIGITS);

    void add(long micros) {
        histogram.recordValue(Math.max(0, micros));
    }

    static Latencies of(LongStream micros) {
        Latencies latencies = new Latencies();
        micros.forEach(latencies::add);
        return latencies;
    }

    long count() {
        return histogram.getTotalCount();
    }

    /** @return the latency in milliseconds that so many percent do not exceed */
    double percentile(double percent) {
        return histogram.getValueAtPercentile(percent) / MICROS_PER_MILLI;
    }
}
