package io.processmanager.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.processmanager.benchmark.result.Figures;
import io.processmanager.benchmark.result.Figures.Figure;
import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Databases;
import io.processmanager.benchmark.system.Databases.Database;
import io.processmanager.benchmark.system.MeasuredSystem;
import io.processmanager.benchmark.system.Node;
import io.processmanager.benchmark.workload.Session;
import io.processmanager.benchmark.workload.Workload;

/** Measures all systems in turn, as many times as there are runs: what disturbs the machine for a while disturbs all of them. */
public final class Benchmark {

    private final long began = System.nanoTime();
    private final Options options;
    private final Figures figures = new Figures();

    private Benchmark(Options options) {
        this.options = options;
    }

    /**
     * @param arguments none; there are system properties, see {@link Options}
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.read();
        Benchmark benchmark = new Benchmark(options);
        try (Databases databases = new Databases()) {
            for (int run = 1; run <= options.runs(); run++) {
                for (MeasuredSystem system : options.systems()) {
                    if (run <= system.mostRuns()) {
                        benchmark.measure(run, system, databases);
                    }
                }
            }
        }
        Report report = new Report(benchmark.figures, options);
        report.write();
        System.out.printf(Locale.ROOT, "%n%s%n%n%s%n%nThe benchmark took %.1f minutes.%n", report.text(), report.targets(), benchmark.minutes());
    }

    private void measure(int run, MeasuredSystem system, Databases databases) {
        String label = system.name() + "-" + run;
        Optional<Database> database = system.usesPostgres() ? Optional.of(databases.create(label.replace('-', '_'))) : Optional.empty();
        try (Node node = system.start(label, database)) {
            Session session = new Session(system, label, node, database, options.scale().dividedBy(system.part()), (metric, value) -> add(new Figure(run, system.name(), metric, value)));
            session.warmUp();
            List<Workload> workloads = options.workloads().stream().filter(workload -> workload.isFor(system)).toList();
            workloads.forEach(workload -> workload.measure(session));
        } finally {
            database.ifPresent(Database::close);
        }
    }

    private void add(Figure figure) {
        figures.add(figure);
        Metric metric = figure.metric();
        System.out.printf(Locale.ROOT, "%5.1f min  run %d  %-14s %s  %,12.1f %-3s  %s%n", minutes(), figure.run(), figure.system(), metric.workload(), figure.value(),
                metric.unit().symbol(), metric.title());
    }

    /** How long it has taken so far. */
    private double minutes() {
        return (System.nanoTime() - began) / 60e9;
    }
}
