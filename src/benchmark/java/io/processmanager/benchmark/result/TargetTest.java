package io.processmanager.benchmark.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.benchmark.result.Figures.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {

    private final Figures figures = new Figures();

    @Test
    void aRateMustBeAtLeastSoManyTimesThatOfTheBestPeer() {
        add(Metric.DRAIN, "ours", 4499);
        add(Metric.DRAIN, "swift", 3000);
        add(Metric.DRAIN, "slow", 100);
        assertTarget("MISSED", "4,499, at least 4,500 1/s");
    }

    @Test
    void aLatencyMustBeAtMostThatOfTheBestPeer() {
        add(Metric.STEADY_99, "ours", 20);
        add(Metric.STEADY_99, "swift", 20);
        add(Metric.STEADY_99, "slow", 500);
        assertTarget("reached", "20.0, at most 20.0 ms");
    }

    @Test
    void theLatencyOfAStartIsNotRelatedToPeers() {
        add(Metric.LATENCY_SAME_NODE, "ours", 5.1);
        assertTarget("MISSED", "5.1, at most 5.0 ms");
    }

    @Test
    void withoutPeersThereIsNothingToReach() {
        add(Metric.DRAIN, "ours", 5);
        assertEquals(List.of(), check());
    }

    private void add(Metric metric, String system, double value) {
        figures.add(new Figure(1, system, metric, value));
    }

    private void assertTarget(String verdict, String end) {
        String line = check().get(0);
        assertTrue(line.startsWith(verdict) && line.endsWith(end), line);
    }

    private List<String> check() {
        return Target.check(figures, "ours", List.of("swift", "slow"));
    }
}
