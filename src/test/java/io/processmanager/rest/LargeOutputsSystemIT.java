package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerBuilder;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A process whose outputs are larger together than half the memory of the server can be looked up, followed and read by many at once. */
class LargeOutputsSystemIT {

    private static final int STEPS = 120;
    private static final int CHARACTERS = 900_000;
    private static final int READERS = 6;
    private static final int FOLLOWERS = 100;

    private static ServerBuilder small(String name) {
        return ApplicationServer.named(name).stepJar(SharedServer.steps()).jvmOptions("-Xms64m", "-Xmx256m");
    }

    private static Specification largeOnes() {
        Specification specification = Specification.named("large").with("timeout", "600");
        IntStream.range(0, STEPS).forEach(i -> specification.step("s" + i, "test-large-output", "" + CHARACTERS));
        return specification;
    }

    @Test
    void aProcessThatPutsOutMoreThanTheLimitFailsAndIsReadAsFarAsItCame() throws Exception {
        try (ApplicationServer server = small("large-outputs").start()) {
            JsonObject process = new Processes(server.api()).settle(largeOnes());
            int stored = 64 * 1_048_576 / (CHARACTERS + 2);
            assertEquals("failed s" + stored, process.getString("status") + " " + process.getString("current_step"));
            assertTrue(process.getJsonObject("error").getString("message").endsWith("with which the outputs of the process would have " + (stored + 1L) * (CHARACTERS + 2)
                    + " bytes, more than the 67108864 that process-manager.process.max-outputs allows, so it was not stored. Let the steps return less, or references"
                    + " to where the rest is stored; or raise the setting, and retry the process"), process.getJsonObject("error").toString());
            assertReadable(server.api(), process.getString("pid"), stored);
            assertAllSeeTheEnd(server.api());
            assertMemoryWasEnough(server);
        }
    }

    /** All get the same, and the server has memory for a few of them only. */
    private static void assertAllSeeTheEnd(HttpApi api) throws Exception {
        String pid = new Processes(api).settle(Specification.named("followed").step("a", "merge", "{'x': '" + "x".repeat(CHARACTERS) + "'}").step("ask", "approval", "'Sure?'")
                .step("b", "merge", "{'y': 1}")).getString("pid");
        List<FollowedEvents> all = new ArrayList<>();
        try {
            for (int i = 0; i < FOLLOWERS; i++) {
                all.add(FollowedEvents.of(api, pid));
            }
            for (FollowedEvents events : all) {
                assertEquals("interrupted", events.next().status());
            }
            assertEquals(202, api.post("/processes/" + pid + "/proceed").status());
            for (FollowedEvents events : all) {
                List<FollowedEvents.Event> rest = events.untilEnd();
                assertEquals("finished", rest.get(rest.size() - 1).status());
            }
        } finally {
            for (FollowedEvents events : all) {
                events.close();
            }
        }
    }

    @Test
    void aProcessThatMayPutOutSoMuchIsReadToo() throws Exception {
        try (PostgresServer postgres = PostgresServer.start("large-outputs");
                ApplicationServer server = small("large-outputs-postgres").postgres(postgres, postgres.port()).setting("process-manager.process.max-outputs", 256 * 1_048_576).start()) {
            JsonObject process = new Processes(server.api()).settle(largeOnes());
            assertEquals("finished", process.getString("status"), () -> process.get("error").toString());
            assertReadable(server.api(), process.getString("pid"), STEPS);
            assertMemoryWasEnough(server);
        }
    }

    private static void assertReadable(HttpApi api, String pid, int outputs) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            for (Future<?> reader : readers.invokeAll(Collections.nCopies(READERS, () -> {
                for (int i = 0; i < 5; i++) {
                    assertLookUp(api.get("/processes/" + pid), outputs);
                    try (FollowedEvents events = FollowedEvents.of(api, pid)) {
                        assertEquals(1, events.untilEnd().size());
                    }
                }
                for (int i = 0; i < outputs; i++) {
                    Answer output = api.get("/processes/" + pid + "/steps/s" + i + "/output");
                    assertEquals("200 " + (CHARACTERS + 2), output.status() + " " + output.text().length());
                }
                return null;
            }))) {
                reader.get(300, TimeUnit.SECONDS);
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static void assertMemoryWasEnough(ApplicationServer server) throws IOException {
        List<String> troubles = new ArrayList<>(Files.readAllLines(server.log()));
        troubles.removeIf(line -> !line.contains("OutOfMemoryError"));
        assertEquals(List.of(), troubles);
    }

    private static void assertLookUp(Answer answer, int outputs) {
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().length() < 2_200_000, "the look-up has " + answer.text().length() + " characters");
        List<JsonObject> steps = answer.body().getJsonArray("steps").getValuesAs(JsonObject.class);
        assertEquals(outputs, steps.stream().filter(step -> !step.isNull("output_bytes")).count());
        assertEquals(1, steps.stream().filter(step -> step.get("output") != JsonValue.NULL).count());
    }
}
