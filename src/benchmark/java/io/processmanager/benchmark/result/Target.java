package io.processmanager.benchmark.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the product is held to: a figure of its own, in relation to another one of the same benchmark, or as it is.
 *
 * @param metric what is looked at
 * @param factor by which the other figure is multiplied
 * @param of whose figure that is
 * @param other which figure it is; no matter if nobody's
 */
public record Target(Metric metric, double factor, Of of, Metric other) {

    private static final List<Target> ALL = List.of(
            new Target(Metric.DRAIN, 1.5, Of.BEST_PEER, Metric.DRAIN),
            new Target(Metric.START_EACH, 1, Of.BEST_PEER, Metric.START_EACH),
            new Target(Metric.START_ALL, 5, Of.BEST_PEER, Metric.START_EACH),
            new Target(Metric.LATENCY_SAME_NODE, 5, Of.NOBODY, Metric.LATENCY_SAME_NODE),
            new Target(Metric.LATENCY_OTHER_NODE, 15, Of.NOBODY, Metric.LATENCY_OTHER_NODE),
            new Target(Metric.DRAIN_THREE_STEPS, 2.5, Of.BEST_PEER, Metric.DRAIN_THREE_STEPS),
            new Target(Metric.DRAIN_WITH_ENDED, 0.9, Of.ITSELF, Metric.DRAIN),
            new Target(Metric.STEADY_RATE, 1, Of.BEST_PEER, Metric.STEADY_RATE),
            new Target(Metric.STEADY_99, 1, Of.BEST_PEER, Metric.STEADY_99));

    /** Whose figure a target is related to. */
    public enum Of {
        /** The better of the peers' figures. */
        BEST_PEER,
        /** The product's own. */
        ITSELF,
        /** It is the factor alone. */
        NOBODY
    }

    /**
     * @param figures what was measured
     * @param system the name of the product's system
     * @param peers the names of the peers
     * @return a line for each target that the figures tell something of
     */
    public static List<String> check(Figures figures, String system, List<String> peers) {
        return ALL.stream().flatMap(target -> target.line(figures, system, peers).stream()).toList();
    }

    private Optional<String> line(Figures figures, String system, List<String> peers) {
        OptionalDouble base = switch (of) {
            case BEST_PEER -> figures.best(peers, other);
            case ITSELF -> figures.best(List.of(system), other);
            case NOBODY -> OptionalDouble.of(1);
        };
        if (base.isEmpty()) {
            return Optional.empty();
        }
        double limit = factor * base.getAsDouble();
        return figures.summary(system, metric).map(Summary::median).map(median -> String.format(Locale.ROOT, "%-7s %-14s %s %-75s %10s, %s %s %s",
                metric.unit().better(median, limit) == median ? "reached" : "MISSED", system, metric.workload(), metric.title(), metric.unit().write(median),
                metric.unit() == Metric.Unit.PER_SECOND ? "at least" : "at most", metric.unit().write(limit), metric.unit().symbol()));
    }
}
