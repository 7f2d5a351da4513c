package io.processmanager.benchmark.system;

import io.processmanager.benchmark.node.Engine;
import io.processmanager.benchmark.product.BenchmarkServlet;
import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.ServerBuilder;
import io.processmanager.testing.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The product in a server as the build configures it. Only its log is quieter, as those of the peers are. */
record ProductSystem(String name, String title, ServerKind kind, boolean usesPostgres) implements MeasuredSystem {

    @Override
    public boolean isProduct() {
        return true;
    }

    @Override
    public boolean keepsEnded() {
        return true;
    }

    @Override
    public boolean hasOtherNode() {
        return usesPostgres;
    }

    @Override
    public int part() {
        return usesPostgres ? 1 : 4;
    }

    /** It is told of starts, on other nodes, too. Were it not, latencies near its poll interval of 1 s would show it. */
    @Override
    public int pollMillis() {
        return 100;
    }

    @Override
    public Node start(String node, Optional<Databases.Database> database) {
        ServerBuilder builder = kind.named("benchmark-" + node)
                .stepJar(jar())
                .jvmOptions(JvmOptions.all().toArray(String[]::new))
                .setting("process-manager.node", node)
                .setting("process-manager.runner.max-concurrent", WORKERS);
        database.ifPresent(place -> builder.setting("process-manager.db.driver", "postgresql").setting("process-manager.db.url", place.url())
                .setting("process-manager.db.user", place.user()).setting("process-manager.db.password", place.password()));
        ApplicationServer server = builder.prepare();
        quieten(server);
        server.start();
        return new Node(URI.create("http://127.0.0.1:" + server.httpPort() + "/process-manager/benchmark/"), server::stop);
    }

    /** Warnings and errors only, as of the peers: the runner would tell of every step. */
    private void quieten(ApplicationServer server) {
        Path directory = server.log().getParent();
        switch (kind) {
            case WILDFLY -> replace(directory.resolve("configuration/standalone.xml"), "(<logger category=\"io.processmanager.runner\">\\s*<level name=\")INFO", "$1WARN");
            case PAYARA -> replace(directory.resolve("domain1/config/logging.properties"), "(?m)^(io\\.processmanager\\.runner\\.level=)INFO", "$1WARNING");
        }
    }

    private static void replace(Path file, String pattern, String replacement) {
        try {
            String text = Files.readString(file);
            String changed = text.replaceFirst(pattern, replacement);
            if (changed.equals(text)) {
                throw new IllegalStateException(file + " has no " + pattern);
            }
            Files.writeString(file, changed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + file, e);
        }
    }

    /** What is added to the WAR. */
    private static Path jar() {
        Path file = Path.of(System.getProperty("project.build.directory"), "benchmark", "steps.jar");
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory of " + file, e);
        }
        ShrinkWrap.create(JavaArchive.class).addPackage(Engine.class.getPackage()).addPackage(BenchmarkServlet.class.getPackage())
                .as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }
}
