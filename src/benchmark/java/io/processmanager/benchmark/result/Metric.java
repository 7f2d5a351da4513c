package io.processmanager.benchmark.result;

import java.util.Locale;

/** What is measured: a row of the table. */
public enum Metric {

    DRAIN("A", "Processes of one step, from a full queue", Unit.PER_SECOND),
    START_EACH("B", "Starts from 8 threads, each durable when its call returns", Unit.PER_SECOND),
    COMMIT_EACH("B", "Likewise, with a commit for each", Unit.PER_SECOND),
    START_ALL("B", "Starts in bulk, 1,000 at a time", Unit.PER_SECOND),
    LATENCY_SAME_NODE("C", "From the call of start to the first line of the step: same node", Unit.MILLISECONDS),
    LATENCY_OTHER_NODE("C", "Likewise, on another node", Unit.MILLISECONDS),
    DRAIN_THREE_STEPS("D", "Processes of three steps, from a full queue", Unit.PER_SECOND),
    DRAIN_WITH_ENDED("E", "As A, with 200,000 ended processes in the tables", Unit.PER_SECOND),
    STEADY_RATE("F", "4 threads start processes while 16 workers execute them: ended", Unit.PER_SECOND),
    STEADY_MEDIAN("F", "Likewise, from the call of start to the durable end: median", Unit.MILLISECONDS),
    STEADY_95("F", "Likewise, 95th percentile", Unit.MILLISECONDS),
    STEADY_99("F", "Likewise, 99th percentile", Unit.MILLISECONDS);

    private final String workload;
    private final String title;
    private final Unit unit;

    Metric(String workload, String title, Unit unit) {
        this.workload = workload;
        this.title = title;
        this.unit = unit;
    }

    /** @return the letter of the workload that measures it */
    public String workload() {
        return workload;
    }

    /** @return what it is called in the table */
    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    /** What a figure is counted in, and how it is written. */
    public enum Unit {
        /** The more, the better. */
        PER_SECOND("1/s", "%,.0f"),
        /** The less, the better. */
        MILLISECONDS("ms", "%,.1f");

        private final String symbol;
        private final String format;

        Unit(String symbol, String format) {
            this.symbol = symbol;
            this.format = format;
        }

        public String symbol() {
            return symbol;
        }

        String write(double value) {
            return String.format(Locale.ROOT, format, value);
        }

        /** @return the better one of two values */
        double better(double one, double other) {
            return this == PER_SECOND ? Math.max(one, other) : Math.min(one, other);
        }
    }
}
