package io.processmanager.benchmark.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.benchmark.result.Figures.Figure;
import io.processmanager.benchmark.result.ResultTable.Column;
import io.processmanager.benchmark.result.ResultTable.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private static final List<Column> COLUMNS = List.of(new Column("ours", "Ours", Kind.COMPARED), new Column("swift", "Swift", Kind.PEER),
            new Column("slow", "Slow", Kind.PEER), new Column("apart", "Apart", Kind.APART));

    private final Figures figures = new Figures();

    @Test
    void theProductIsComparedWithTheBestMedianOfThePeers() {
        add(Metric.DRAIN, "ours", 3000, 4500, 6000);
        add(Metric.DRAIN, "swift", 2900, 3000, 9000);
        add(Metric.DRAIN, "slow", 100);
        assertEquals("| A | Processes of one step, from a full queue | 1/s | 4,500 (3,000 to 6,000) | 3,000 (2,900 to 9,000) | 100 | – | 1.50 |",
                lastLine());
    }

    @Test
    void theBestLatencyIsTheLowest() {
        add(Metric.STEADY_99, "ours", 10);
        add(Metric.STEADY_99, "swift", 20);
        add(Metric.STEADY_99, "slow", 2000);
        add(Metric.STEADY_99, "apart", 7.25);
        assertEquals("| F | Likewise, 99th percentile | ms | 10.0 | 20.0 | 2,000.0 | 7.3 | 0.50 |", lastLine());
    }

    @Test
    void whatNoPeerHasDoneIsNotCompared() {
        add(Metric.DRAIN_WITH_ENDED, "ours", 5);
        assertEquals("| E | As A, with 200,000 ended processes in the tables | 1/s | 5 | – | – | – | – |", lastLine());
    }

    @Test
    void withoutAnyPeerThereIsNothingToCompareWith() {
        add(Metric.DRAIN, "ours", 5);
        assertEquals(List.of("|  |  |  | Ours |", "| --- | --- | --- | ---: |", "| A | Processes of one step, from a full queue | 1/s | 5 |"),
                new ResultTable(figures, COLUMNS.subList(0, 1)).lines());
    }

    private void add(Metric metric, String system, double... values) {
        for (int run = 1; run <= values.length; run++) {
            figures.add(new Figure(run, system, metric, values[run - 1]));
        }
    }

    private String lastLine() {
        List<String> lines = new ResultTable(figures, COLUMNS).lines();
        assertEquals(3, lines.size(), "a header and one metric");
        return lines.get(2);
    }
}
