package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerBuilder;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that look at the queue once in a minute only: what begins earlier on another node begins because of a signal. */
class SignalsFaultIT {

    /** Far below the interval of the poll, and far above what a signal takes on a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** In milliseconds: the other node may take a minute to start. */
    private static final long LONGER_THAN_A_TEST = 500_000;
    private static final Pattern SIGNAL = Pattern.compile("\\$1 = '[0-9a-f]{32} queued'");

    private static PostgresServer postgres;
    private static ApplicationServer full;
    private static ApplicationServer free;
    private static Traces traces;
    private static Specifications specifications;

    @BeforeAll
    static void startNodes() throws IOException {
        Path trace = Path.of(System.getProperty("project.build.directory"), "fault", "signals.trace");
        Files.createDirectories(trace.getParent());
        Files.deleteIfExists(trace);
        traces = new Traces(trace);
        specifications = new Specifications(trace);
        postgres = PostgresServer.start("signals");
        postgres.sql().execute("alter system set log_statement = 'all'");
        postgres.sql().count("select count(*) from (select pg_reload_conf()) done");
        full = node("full").setting("process-manager.runner.max-concurrent", 1).start();
        free = node("free").prepare();
    }

    private static ServerBuilder node(String name) {
        return ApplicationServer.named("signals-" + name).stepJar(Cluster.stepJar()).postgres(postgres, postgres.port())
                .setting("process-manager.node", name).setting("process-manager.runner.poll-interval", "PT60S")
                .setting("process-manager.runner.stop-grace", "PT1S");
    }

    @AfterAll
    static void stopNodes() {
        full.close();
        free.close();
        postgres.close();
    }

    /** The first node executes something long and has no room for anything else. */
    @BeforeEach
    void fillTheFirstNode() {
        if (free.isRunning()) {
            free.stop();
        }
        postgres.sql().execute("update process set state = 'CANCELLED', finished_at = now_millis() where state = 'QUEUED'");
        List<String> running = pids("RUNNING");
        running.forEach(pid -> Calls.cancel(full, pid));
        Await.until("nothing to run", LIMIT, () -> pids("RUNNING").isEmpty());
        String pid = Calls.start(full, specifications.longStep("long", LONGER_THAN_A_TEST));
        Await.until("the long step", LIMIT, () -> traces.begun(pid, "long").size(), runs -> runs == 1);
    }

    private static List<String> pids(String state) {
        String pids = postgres.sql().text("select coalesce(string_agg(pid, ','), '') from process where state = ?", state);
        return pids.isEmpty() ? List.of() : List.of(pids.split(","));
    }

    @Test
    void whatANodeHasNoRoomForBeginsOnAnotherAtOnce() {
        startTheOther();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            delays.add(delayOnTheOther("signal-" + i));
        }
        List<Long> warm = delays.subList(10, delays.size()).stream().sorted().toList();
        Figures.print("start on another node", "from the call over HTTP to the first line of the step: median " + warm.get(warm.size() / 2) + " ms, 90 % within "
                + warm.get(warm.size() * 9 / 10) + " ms, longest " + warm.get(warm.size() - 1) + " ms, of " + warm.size());
    }

    @Test
    void manyProcessesAreOneSignal() {
        startTheOther();
        delayOnTheOther("before the batch");
        int before = signals();

        JsonArrayBuilder batch = Json.createArrayBuilder(Collections.nCopies(200, specifications.process("burst")));
        HttpApi.Answer answer = full.api().post("/processes/batch", Json.createObjectBuilder().add("processes", batch).build());

        assertEquals(201, answer.status(), answer.text());
        Await.until("the end of the batch", LIMIT, () -> postgres.sql().count("select count(*) from process where name = 'burst' and state <> 'FINISHED'"), left -> left == 0);
        int sent = signals() - before;
        assertTrue(sent >= 1 && sent <= 2, sent + " signals for one batch");
    }

    @Test
    void aNodeWithoutOthersSendsNone() {
        full.restart();
        fillTheFirstNode();
        Await.until("the first node to hear itself", LIMIT, () -> postgres.log().stream().anyMatch(line -> line.contains("listen process_manager")));
        Rhythm.pause(Duration.ofSeconds(2));
        int before = signals();

        for (int i = 0; i < 30; i++) {
            Calls.start(full, specifications.process("alone"));
        }

        Rhythm.pause(Duration.ofSeconds(1));
        assertEquals(0, signals() - before);
    }

    @Test
    void aCancelReachesTheRunningNodeAtOnce() {
        startTheOther();
        String pid = Calls.start(full, specifications.longStep("to cancel", 60_000));
        Await.until("the step on the other node", AT_ONCE, () -> traces.begun(pid, "long").size(), runs -> runs == 1);
        Calls.cancel(full, pid);
        Await.until("the step to be stopped", AT_ONCE, () -> traces.stopped(pid, "long").size(), runs -> runs == 1);
    }

    @Test
    void whatAStoppedNodeHandsBackBeginsOnAnotherAtOnce() {
        startTheOther();
        String pid = Calls.start(full, specifications.longStep("handed over", 60_000));
        Await.until("the step on the other node", AT_ONCE, () -> traces.begun(pid, "long").size(), runs -> runs == 1);
        pids("RUNNING").stream().filter(other -> !other.equals(pid)).forEach(other -> Calls.cancel(full, other));
        Await.until("room on the first node", LIMIT, () -> pids("RUNNING").equals(List.of(pid)));

        NodeLog stopping = NodeLog.of(free);
        free.stop();

        Await.until("the step on the first node", AT_ONCE, () -> traces.begun(pid, "long").size(), runs -> runs == 2);
        assertEquals("full", traces.begun(pid, "long").get(1).node());
        assertEquals(0, stopping.count("could not sign off"), stopping.text());
    }

    @Test
    void afterARestartOfTheDatabaseNodesAreHeardAgain() {
        startTheOther();
        List<NodeLog> logs = List.of(NodeLog.of(full), NodeLog.of(free));
        postgres.stop(PostgresServer.Stop.FAST);
        Rhythm.pause(Duration.ofSeconds(3));
        postgres.start();
        Await.until("both nodes to hear again", Duration.ofSeconds(60), () -> logs.stream().allMatch(log -> log.count("Other nodes are heard again") == 1));

        delayOnTheOther("after the restart");

        logs.forEach(log -> assertEquals(1, log.count("is not heard of at once"), log.text()));
    }

    private void startTheOther() {
        long heard = hellos();
        free.start();
        // The other one says that it listens, and the first one answers.
        Await.until("the nodes to know each other", LIMIT, () -> hellos() >= heard + 2);
    }

    private static long hellos() {
        return postgres.log().stream().filter(line -> line.contains(" here'")).count();
    }

    private static int signals() {
        return (int) postgres.log().stream().filter(line -> SIGNAL.matcher(line).find()).count();
    }

    private static long delayOnTheOther(String name) {
        JsonObject specification = specifications.process(name);
        long asked = System.currentTimeMillis();
        String pid = Calls.start(full, specification);
        Await.until("a step on the other node", AT_ONCE, () -> traces.ended(pid, "short").size(), runs -> runs == 1);
        Traces.Run run = traces.begun(pid, "short").get(0);
        assertEquals("free", run.node());
        return run.begin() - asked;
    }
}
