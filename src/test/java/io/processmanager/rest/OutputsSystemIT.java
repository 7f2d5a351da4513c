package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers carry outputs as long as they are small together; each output can be read by itself. */
@ExtendWith(SharedServer.class)
class OutputsSystemIT {

    private static final int LARGE = 600_000;

    private final HttpApi api;
    private final Processes processes;

    OutputsSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    private static Specification largeOnes() {
        return Specification.named("large").step("a", "test-large-output", "" + LARGE).step("b", "test-large-output", "" + LARGE).step("c", "test-large-output", "7");
    }

    private static String text(int characters) {
        return '"' + "x".repeat(characters) + '"';
    }

    private static void assertOmitted(int bytes, JsonObject object) {
        assertEquals("null true " + bytes, object.get("output") + " " + object.get("output_omitted") + " " + object.get("output_bytes"));
    }

    private static void assertShown(String output, JsonObject object) {
        assertEquals(output + " false " + output.getBytes(StandardCharsets.UTF_8).length,
                object.get("output") + " " + object.get("output_omitted") + " " + object.get("output_bytes"));
    }

    private static JsonObject step(JsonObject process, int index) {
        return process.getJsonArray("steps").getJsonObject(index);
    }

    @Test
    void outputsAreShownFromTheLastStepBackwardsAsLongAsTheyAreOneMebibyteTogether() {
        JsonObject process = processes.settle(largeOnes());

        assertOmitted(LARGE + 2, step(process, 0));
        assertShown(text(LARGE), step(process, 1));
        assertShown(text(7), step(process, 2));
        assertShown(text(7), process);
        assertEquals(text(LARGE), api.get("/processes/" + process.getString("pid") + "/steps/a/output").text());
    }

    @Test
    void whoWaitsAndWhoFollowsGetsNoMoreThanWhoLooks() throws Exception {
        JsonObject waited = processes.created(api.post("/processes", largeOnes().json(), "Prefer", "wait=60"));
        assertEquals("finished", waited.getString("status"));
        assertOmitted(LARGE + 2, step(waited, 0));
        try (FollowedEvents events = FollowedEvents.of(api, waited.getString("pid"))) {
            assertEquals(waited, events.next().process());
        }
    }

    @Test
    void outputsAreLeftOutWhereNobodyWantsThem() throws Exception {
        String pid = processes.settle(Specification.named("small").step("a", "merge", "{'x': 'ä'}")).getString("pid");
        JsonObject process = api.get("/processes/" + pid + "?outputs=none").body();
        assertOmitted(10, step(process, 0));
        assertOmitted(10, process);
        try (FollowedEvents events = FollowedEvents.at(api, "/processes/" + pid + "/events?outputs=none")) {
            assertEquals(process, events.next().process());
        }
        assertShown("{\"x\":\"ä\"}", api.get("/processes/" + pid + "?outputs=").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events"})
    void anyOtherWishIsRefused(String what) {
        String address = "/processes/" + "0".repeat(32) + what;
        AnsweredProblem.invalid(api.get(address + "?outputs=some", "Accept", "*/*")).violates("outputs", "expected none, got 'some'");
        AnsweredProblem.invalid(api.get(address + "?output=none", "Accept", "*/*")).violates("output", "did you mean 'outputs'?");
        AnsweredProblem.invalid(api.get(address + "?outputs=none&outputs=none", "Accept", "*/*")).violates("outputs", "is given 2 times");
    }

    @Test
    void anOutputIsJsonAsItIsStored() throws Exception {
        String pid = processes.settle(Specification.named("reads").step("a", "merge", "{'x': 'ä€'}").step("b", "test-large-output", "" + LARGE)).getString("pid");
        Answer small = api.get("/processes/" + pid + "/steps/a/output");
        assertEquals("200 {\"x\":\"ä€\"}", small.status() + " " + small.text());
        assertEquals("application/json", small.header("Content-Type"));
        assertEquals("13", small.header("Content-Length"));
        assertEquals(text(LARGE), api.get("/processes/" + pid + "/output").text());
    }

    @Test
    void headTellsTheLengthOfAnAnswerHoweverLongItIs() throws Exception {
        String pid = processes.settle(Specification.named("reads").step("a", "merge", "{'x': 'ä€'}").step("b", "test-large-output", "" + LARGE)).getString("pid");
        for (String address : List.of("/steps/a/output", "/steps/b/output", "/output", "?outputs=none", "")) {
            Answer head = FreeRequest.send(api, "HEAD", "/processes/" + pid + address);
            int length = api.get("/processes/" + pid + address).text().getBytes(StandardCharsets.UTF_8).length;
            assertEquals("200 application/json " + length, head.status() + " " + head.header("Content-Type") + " " + head.header("Content-Length"), address);
        }
    }

    @Test
    void outputsOfAThousandStepsAreReadWithOneLookUp() {
        Specification many = Specification.named("many");
        IntStream.range(0, 1_000).forEach(i -> many.step("s" + i, "test-large-output", "2000"));
        JsonObject process = processes.settle(many);
        assertEquals(1_048_576 / 2_002, process.getJsonArray("steps").getValuesAs(JsonObject.class).stream().filter(step -> step.get("output") != JsonValue.NULL).count());
        assertEquals(text(2_000), api.get("/processes/" + process.getString("pid") + "/steps/s0/output").text());
    }

    @Test
    void whatProceedMakesOfTheLastOutputIsThatOfTheProcessAlone() {
        String pid = processes.settle(Specification.named("asks").step("ask", "approval", "'Sure?'")).getString("pid");
        String asked = "{\"question\":\"Sure?\"}";
        assertEquals(asked, api.get("/processes/" + pid + "/output").text());
        processes.accepted(api.post("/processes/" + pid + "/proceed", Specification.json("{'data': {'text': '" + "y".repeat(1_040_000) + "'}}")));
        JsonObject finished = processes.await(pid, "finished");

        String merged = "{\"question\":\"Sure?\",\"text\":\"" + "y".repeat(1_040_000) + "\"}";
        assertShown(merged, finished);
        assertShown(asked, step(finished, 0));
        assertEquals(merged, api.get("/processes/" + pid + "/output").text());
        assertEquals(asked, api.get("/processes/" + pid + "/steps/ask/output").text());
        assertOmitted(merged.length(), api.get("/processes/" + pid + "?outputs=none").body());
    }

    /** Together, what the process and its last step put out are larger than an answer. */
    @Test
    void theOutputOfTheProcessComesFirstWhereItIsNotThatOfAStep() {
        String pid = processes.settle(Specification.named("asks").step("a", "merge", "{'x': '" + "x".repeat(500_000) + "'}").step("ask", "approval", "'Sure?'")).getString("pid");
        processes.accepted(api.post("/processes/" + pid + "/proceed", Specification.json("{'data': {'y': '" + "y".repeat(400_000) + "'}}")));
        JsonObject finished = processes.await(pid, "finished");

        assertEquals("false", finished.get("output_omitted").toString());
        assertOmitted(finished.getJsonObject("output").toString().length(), withoutOutput(finished));
        assertOmitted(step(finished, 1).getInt("output_bytes"), step(finished, 1));
        assertOmitted(step(finished, 0).getInt("output_bytes"), step(finished, 0));
    }

    private JsonObject withoutOutput(JsonObject process) {
        return api.get("/processes/" + process.getString("pid") + "?outputs=none").body();
    }

    @Test
    void whatIsNotThereIsAProblemOfItsOwnKind() {
        String pid = processes.settle(Specification.named("fails").step("good", "merge", "{}").step("bad", "test-fail", "1", "'no'").step("never", "merge", "{}"))
                .getString("pid");
        for (String step : List.of("bad", "never")) {
            AnsweredProblem none = AnsweredProblem.of(api.get("/processes/" + pid + "/steps/" + step + "/output"), 404, "/problems/no-output");
            none.says("Step '" + step + "' of process " + pid + " has no output: it has not returned. The process is failed");
            assertEquals(pid + " " + step + " failed", Stream.of("pid", "step", "process_status").map(none.json()::getString).reduce((a, b) -> a + " " + b).orElseThrow());
        }
        AnsweredProblem.of(api.get("/processes/" + pid + "/output"), 404, "/problems/no-output").says("has an output only while it is interrupted");
        AnsweredProblem unknown = AnsweredProblem.of(api.get("/processes/" + pid + "/steps/ugly/output"), 404, "/problems/step-not-found");
        unknown.says("has no step 'ugly'");
        assertEquals("ugly", unknown.json().getString("step"));
        assertEquals(200, api.get("/processes/" + pid + "/steps/good/output").status());
        assertTrue(AnsweredProblem.invalid(api.get("/processes/" + pid + "/steps/good/output?x=1")).violations().get(0).contains("takes no parameters"));
    }
}
