package io.processmanager.fault;

import io.processmanager.faultsteps.TracedStep;
import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerBuilder;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.Sql;
import io.processmanager.testing.TcpProxy;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** Two nodes on one PostgreSQL, of the same server or of both, each with a wire of its own to it. Started once for all tests that break it; each leaves it whole. */
final class Cluster implements AutoCloseable {

    /** After which silence a node is taken for dead here. */
    static final Duration LEASE = Duration.ofSeconds(3);

    /** How long a node that is stopped in good order lets its steps go on. */
    static final Duration STOP_GRACE = Duration.ofSeconds(1);

    final PostgresServer postgres;
    final Sql sql;
    final TcpProxy firstWire;
    final TcpProxy secondWire;
    final ApplicationServer first;
    final ApplicationServer second;
    final Traces traces;
    final Specifications specifications;

    private Cluster() {
        Path directory = Path.of(System.getProperty("project.build.directory"), "fault");
        Path trace = directory.resolve("cluster.trace");
        deleteIfExists(trace);
        traces = new Traces(trace);
        specifications = new Specifications(trace);
        postgres = PostgresServer.start("cluster");
        sql = postgres.sql();
        sql.execute("create table ledger (pid varchar(32) not null, step varchar(100) not null, node varchar(100) not null)");
        firstWire = TcpProxy.to(postgres.port());
        secondWire = TcpProxy.to(postgres.port());
        first = node(ServerKind.ofBuild(), "first", stepJar()).postgres(postgres, firstWire.port()).prepare();
        second = node(ServerKind.ofSecondNode(), "second", stepJar()).postgres(postgres, secondWire.port()).prepare();
        startBoth();
    }

    static Cluster start() {
        return new Cluster();
    }

    /** A node that notices within seconds what breaks. */
    static ServerBuilder node(ServerKind kind, String name, Path stepJar) {
        return kind.named("fault-" + name).stepJar(stepJar)
                .setting("process-manager.node", name)
                .setting("process-manager.runner.lease", LEASE)
                .setting("process-manager.runner.heartbeat-interval", "PT0.5S")
                .setting("process-manager.runner.poll-interval", "PT0.2S")
                .setting("process-manager.runner.max-concurrent", 8)
                .setting("process-manager.runner.stop-grace", STOP_GRACE)
                .setting("process-manager.step.retry-delay", "PT0.2S");
    }

    /** The jar with the steps of these tests. */
    static synchronized Path stepJar() {
        File jar = Path.of(System.getProperty("project.build.directory"), "fault", "steps.jar").toFile();
        if (!jar.exists() && !jar.getParentFile().isDirectory() && !jar.getParentFile().mkdirs()) {
            throw new IllegalStateException("cannot make " + jar.getParent());
        }
        ShrinkWrap.create(JavaArchive.class).addPackage(TracedStep.class.getPackage()).as(ZipExporter.class).exportTo(jar, true);
        return jar.toPath();
    }

    /** Before each test: everything runs and is connected, and nothing of an earlier test goes on. */
    void makeWhole() {
        for (TcpProxy wire : List.of(firstWire, secondWire)) {
            wire.loseNoAnswers();
            wire.heal();
        }
        startBoth();
        sql.execute("update process set state = 'CANCELLED', finished_at = now_millis() where finished_at is null and state <> 'RUNNING'");
        Await.until("two active runners", Duration.ofSeconds(30), () -> sql.count("select count(*) from runner where finished_at is null"), count -> count == 2L);
    }

    List<ApplicationServer> nodes() {
        return List.of(first, second);
    }

    /** A third node, of the kind of the first, for the test that asks for it, which closes it; the other two stay the cluster of all tests. */
    ApplicationServer startThird() {
        return node(ServerKind.ofBuild(), "third", stepJar()).postgres(postgres, postgres.port()).start();
    }

    List<URI> apis() {
        return nodes().stream().map(node -> node.api().uri("")).toList();
    }

    Load load(String prefix, Duration pause, List<Function<String, JsonObject>> kinds) {
        return new Load(prefix, apis(), pause, kinds);
    }

    /** A bit of everything. */
    List<Function<String, JsonObject>> mixture() {
        return List.of(specifications::ordinary, specifications::slow, specifications::withApproval, specifications::ordinary);
    }

    Audit.Findings audit(Load load, Duration limit) {
        return Audit.of(sql, traces, load, limit);
    }

    /** Starts those of the two that do not run, at the same time. */
    void startBoth() {
        CompletableFuture.allOf(nodes().stream().filter(node -> !node.isRunning()).map(node -> CompletableFuture.runAsync(node::start))
                .toArray(CompletableFuture[]::new)).join();
    }

    /** Which node executes a process now, as soon as one does. */
    ApplicationServer runningNode(String pid) {
        String node = Await.until("a node that executes " + pid, Duration.ofSeconds(20),
                () -> sql.text("select r.node from process p join runner r on r.id = p.runner_id where p.pid = ? and p.state = 'RUNNING'", pid), name -> name != null);
        return node.equals("first") ? first : second;
    }

    /** The name under which a node stands in the registry of runners. */
    String nameOf(ApplicationServer node) {
        return node == first ? "first" : "second";
    }

    ApplicationServer other(ApplicationServer node) {
        return node == first ? second : first;
    }

    TcpProxy wireOf(ApplicationServer node) {
        return node == first ? firstWire : secondWire;
    }

    @Override
    public void close() {
        first.close();
        second.close();
        firstWire.close();
        secondWire.close();
        postgres.close();
    }

    private static void deleteIfExists(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
