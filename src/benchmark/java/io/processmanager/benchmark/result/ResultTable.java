package io.processmanager.benchmark.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes figures as a table in Markdown: medians with the least and the most, and how the product compares with the best peer. */
public final class ResultTable {

    private final Figures figures;
    private final List<Column> columns;

    /**
     * A column of the table.
     *
     * @param system the name of the system
     * @param title what it is called in the table
     * @param kind what it is to the others
     */
    public record Column(String system, String title, Kind kind) {
    }

    /** What a system is to the others. */
    public enum Kind {
        /** The product, to be compared with the peers. */
        COMPARED,
        /** A peer. */
        PEER,
        /** The product on another database than the peers'. */
        APART
    }

    /**
     * @param figures what was measured
     * @param columns of which systems
     */
    public ResultTable(Figures figures, List<Column> columns) {
        this.figures = figures;
        this.columns = columns;
    }

    /** @return the lines of the table; a metric that nobody has measured has none */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("", "", ""));
        columns.forEach(column -> header.add(column.title()));
        compared().forEach(column -> header.add(column.title() + " : best peer"));
        lines.add(row(header));
        lines.add("| --- | --- | --- |" + " ---: |".repeat(header.size() - 3));
        for (Metric metric : Metric.values()) {
            if (columns.stream().anyMatch(column -> figures.summary(column.system(), metric).isPresent())) {
                lines.add(row(cells(metric)));
            }
        }
        return lines;
    }

    private List<String> cells(Metric metric) {
        List<String> cells = new ArrayList<>(List.of(metric.workload(), metric.title(), metric.unit().symbol()));
        columns.forEach(column -> cells.add(figures.summary(column.system(), metric).map(summary -> write(metric, summary)).orElse("–")));
        compared().forEach(column -> cells.add(ratio(metric, column.system()).map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).orElse("–")));
        return cells;
    }

    private List<Column> compared() {
        boolean anyPeer = columns.stream().anyMatch(column -> column.kind() == Kind.PEER);
        return anyPeer ? columns.stream().filter(column -> column.kind() == Kind.COMPARED).toList() : List.of();
    }

    /** The median of a system, divided by that of the best peer. */
    private Optional<Double> ratio(Metric metric, String system) {
        OptionalDouble best = figures.best(columns.stream().filter(column -> column.kind() == Kind.PEER).map(Column::system).toList(), metric);
        return best.isEmpty() ? Optional.empty() : figures.summary(system, metric).map(summary -> summary.median() / best.getAsDouble());
    }

    private static String write(Metric metric, Summary summary) {
        String median = metric.unit().write(summary.median());
        return summary.least() == summary.most() ? median
                : median + " (" + metric.unit().write(summary.least()) + " to " + metric.unit().write(summary.most()) + ")";
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
