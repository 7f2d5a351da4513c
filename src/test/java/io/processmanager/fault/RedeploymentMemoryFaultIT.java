package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.LoadedClass;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerBuilder;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deployment that has gone is gone: nothing of ours in the server keeps its classes. */
class RedeploymentMemoryFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void tenRedeploymentsLeaveNoClassesBehind() throws Exception {
        redeploy(server("fault-redeployed"), Integer.getInteger("redeployments", 10));
    }

    @Test
    void neitherDoTheConnectionsToPostgresKeepOne() throws Exception {
        try (PostgresServer postgres = PostgresServer.start("redeployed")) {
            redeploy(server("fault-redeployed-postgres").postgres(postgres, postgres.port()), 3);
        }
    }

    private static ServerBuilder server(String name) {
        // Soft references are given up when memory is short; here, whenever they were not used for a while.
        return ApplicationServer.named(name).setting("process-manager.runner.stop-grace", "PT1S").jvmOptions("-Xms64m", "-Xmx768m", "-XX:SoftRefLRUPolicyMSPerMB=0");
    }

    private static void redeploy(ServerBuilder builder, int times) throws Exception {
        try (ApplicationServer server = builder.start()) {
            LoadedClass ours = new LoadedClass(server, "io.processmanager.database.Database");
            List<Long> loaders = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                doABitOfEverything(server);
                server.redeploy();
                Await.until("the new deployment to answer", LIMIT, () -> server.api().get("/step-types").status() == 200);
                loaders.add(ours.loaders());
            }
            Figures.print("class loaders of ours after each redeployment", loaders.toString());
            try {
                Await.until("the classes of earlier deployments to go", Duration.ofSeconds(90), ours::loaders, count -> count == 1);
            } catch (AssertionError kept) {
                Path dump = Path.of(System.getProperty("project.build.directory"), "fault", "redeployed.hprof");
                Files.deleteIfExists(dump);
                ours.dumpHeap(dump);
                throw new AssertionError(kept.getMessage() + "; what keeps them is in " + dump, kept);
            }
        }
    }

    private static void doABitOfEverything(ApplicationServer server) throws Exception {
        HttpApi api = server.api();
        String finished = Calls.start(server, process("finished", step("merge", args().add(Json.createObjectBuilder().add("a", 1)))));
        String called = Calls.start(server, process("called", step("http-request", args().add(Json.createObjectBuilder().add("url", api.uri("/step-types").toString())))));
        String late = Calls.start(server, Json.createObjectBuilder(process("late", step("delay", args().add(60)))).add("timeout", 1).build());
        String failed = Calls.start(server, process("failed", step("require", args().add("/missing"))));
        String cancelled = Calls.start(server, process("cancelled", step("delay", args().add(60))));
        String asking = Calls.start(server, process("asking", step("approval", args().add("?"))));
        HttpRequest follow = HttpRequest.newBuilder(api.uri("/processes/" + asking + "/events")).header("Accept", "text/event-stream").build();
        InputStream followed = api.client().send(follow, BodyHandlers.ofInputStream()).body();
        followed.read();
        Calls.awaitStatus(server, cancelled, "running", LIMIT);
        Calls.cancel(server, cancelled);
        Calls.awaitStatus(server, finished, "finished", LIMIT);
        Calls.awaitStatus(server, called, "finished", LIMIT);
        Calls.awaitStatus(server, late, "timed_out", LIMIT);
        Calls.awaitStatus(server, failed, "failed", LIMIT);
        Calls.awaitStatus(server, cancelled, "cancelled", LIMIT);
        assertEquals(200, api.post("/executions", process("executed", step("merge", args().add(Json.createObjectBuilder())))).status());
        for (String path : List.of("/processes", "/processes/counts", "/processes/" + finished + "/log", "/runners")) {
            assertEquals(200, api.get(path).status(), path);
        }
        assertEquals(404, api.get("/processes/" + "0".repeat(32)).status());
        Calls.start(server, process("cut off", step("delay", args().add(60))));
    }

    private static JsonObject process(String name, JsonObjectBuilder step) {
        return Json.createObjectBuilder().add("name", name).add("steps", Json.createObjectBuilder().add("only", step)).build();
    }

    private static JsonObjectBuilder step(String type, JsonArrayBuilder arguments) {
        return Json.createObjectBuilder().add("type", type).add("args", arguments);
    }

    private static JsonArrayBuilder args() {
        return Json.createArrayBuilder();
    }
}
