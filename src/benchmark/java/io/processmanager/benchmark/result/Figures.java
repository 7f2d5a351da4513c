package io.processmanager.benchmark.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything that was measured, in all runs. */
public final class Figures {

    private final List<Figure> all = new ArrayList<>();
    private final Map<String, Map<Metric, List<Double>>> bySystem = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param run the number of the run, from 1
     * @param system the name of the system
     * @param metric what was measured
     * @param value in the unit of the metric
     */
    public record Figure(int run, String system, Metric metric, double value) {
    }

    public void add(Figure figure) {
        all.add(figure);
        bySystem.computeIfAbsent(figure.system(), name -> new EnumMap<>(Metric.class)).computeIfAbsent(figure.metric(), metric -> new ArrayList<>()).add(figure.value());
    }

    /** @return all of them, in the order in which they were measured */
    public List<Figure> all() {
        return List.copyOf(all);
    }

    Optional<Summary> summary(String system, Metric metric) {
        return Optional.ofNullable(bySystem.getOrDefault(system, Map.of()).get(metric)).map(Summary::of);
    }

    /** @return the best median that any of the systems has shown */
    OptionalDouble best(List<String> systems, Metric metric) {
        return systems.stream().flatMap(system -> summary(system, metric).stream()).mapToDouble(Summary::median).reduce(metric.unit()::better);
    }
}
