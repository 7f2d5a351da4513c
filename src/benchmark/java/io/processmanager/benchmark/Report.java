package io.processmanager.benchmark;

import io.processmanager.benchmark.result.Figures;
import io.processmanager.benchmark.result.Machine;
import io.processmanager.benchmark.result.ResultTable;
import io.processmanager.benchmark.result.ResultTable.Column;
import io.processmanager.benchmark.result.ResultTable.Kind;
import io.processmanager.benchmark.result.Target;
import io.processmanager.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that the benchmark leaves: the table for src/site/markdown/benchmark.md, and every single figure. */
final class Report {

    private final Path directory = Path.of(System.getProperty("project.build.directory"), "benchmark");
    private final Figures figures;
    private final Options options;

    Report(Figures figures, Options options) {
        this.figures = figures;
        this.options = options;
    }

    void write() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("table.md"), text() + "\n");
        Files.write(directory.resolve("figures.csv"), Stream.concat(Stream.of("run,system,workload,metric,unit,value"),
                figures.all().stream().map(figure -> String.join(",", Integer.toString(figure.run()), figure.system(), figure.metric().workload(),
                        figure.metric().name(), figure.metric().unit().symbol(), Double.toString(figure.value())))).toList());
    }

    /** What that page shows. */
    String text() {
        List<Column> columns = options.systems().stream().map(system -> new Column(system.name(), system.title(), kind(system))).toList();
        return "Measured on " + LocalDate.now() + ": " + Machine.describe() + "; " + System.getProperty("benchmark.versions") + ". Medians of " + options.runs()
                + " runs, with the least and the most in brackets.\n\n" + String.join("\n", new ResultTable(figures, columns).lines());
    }

    private static Kind kind(MeasuredSystem system) {
        if (!system.isProduct()) {
            return Kind.PEER;
        }
        return system.hasTargets() ? Kind.COMPARED : Kind.APART;
    }

    /** Whether the product is as fast as it should be, line by line. */
    String targets() {
        List<String> peers = options.systems().stream().filter(system -> !system.isProduct()).map(MeasuredSystem::name).toList();
        return options.systems().stream().filter(MeasuredSystem::hasTargets)
                .flatMap(system -> Target.check(figures, system.name(), peers).stream()).collect(Collectors.joining("\n"));
    }
}
