package io.processmanager.benchmark;

import io.processmanager.benchmark.result.Figures;
import io.processmanager.benchmark.result.Figures.Figure;
import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Databases;
import io.processmanager.benchmark.system.MeasuredSystem;
import io.processmanager.benchmark.system.StartedSystem;
import io.processmanager.benchmark.system.StartedSystems;
import io.processmanager.benchmark.workload.Turn;
import io.processmanager.benchmark.workload.WarmUp;
import io.processmanager.benchmark.workload.Session;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Measures all systems in turn by one workload after the other, as many times as there are runs: what disturbs the machine for a while disturbs all of them. The
 * speed of a virtual machine may be another one some minutes later.
 */
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
        try (Databases databases = new Databases(); StartedSystems systems = new StartedSystems(databases)) {
            for (int run = 1; run <= options.runs(); run++) {
                benchmark.measure(run, systems);
            }
        }
        Report report = new Report(benchmark.figures, options);
        report.write();
        System.out.printf(Locale.ROOT, "%n%s%n%n%s%n%nThe benchmark took %.1f minutes.%n", report.text(), report.targets(), benchmark.minutes());
    }

    /** From its first run to its last, a system stays up, and it is at rest while others are measured. */
    private void measure(int run, StartedSystems systems) {
        List<Session> sessions = options.systems().stream().filter(system -> run <= system.mostRuns()).map(system -> session(run, systems.get(system))).toList();
        sessions.forEach(session -> inTurn(session, () -> prepare(run, session)));
        for (Turn turn : Turn.of(options.workloads())) {
            sessions.forEach(session -> inTurn(session, () -> turn.measure(session)));
        }
        for (Session session : sessions) {
            if (run == Math.min(options.runs(), session.system().mostRuns())) {
                systems.close(session.system());
            }
        }
    }

    private Session session(int run, StartedSystem started) {
        MeasuredSystem system = started.system();
        return new Session(started, system.name() + "-" + run, options.scale().dividedBy(system.part()),
                (metric, value) -> add(new Figure(run, system.name(), metric, value)));
    }

    private static void inTurn(Session session, Runnable measurement) {
        session.started().wake();
        measurement.run();
        session.started().rest();
    }

    private void prepare(int run, Session session) {
        WarmUp warmUp = new WarmUp(session);
        if (run == 1) {
            tell(run, session.system(), warmUp.untilCompiled());
        }
        warmUp.beforeRun();
    }

    private void tell(int run, MeasuredSystem system, WarmUp.Outcome warmUp) {
        System.out.printf(Locale.ROOT, "%5.1f min  run %d  %-14s warmed up for %.0f s in %d rounds; in the last one, the compiler was at work for %.1f %% of the time%n", minutes(),
                run, system.name(), warmUp.seconds(), warmUp.rounds(), warmUp.compiling() * 100);
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
