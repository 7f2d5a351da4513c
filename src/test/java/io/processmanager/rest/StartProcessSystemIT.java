package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /processes}, with and without the preference to wait. */
@ExtendWith(SharedServer.class)
class StartProcessSystemIT {

    private static final String APPLIED = "Preference-Applied";

    private final HttpApi api;
    private final Processes processes;

    StartProcessSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void aProcessIsCreatedAndFoundAtItsLocation() {
        Answer answer = api.post("/processes", quick().json());
        JsonObject created = processes.created(answer);
        assertTrue(created.getString("pid").matches("[0-9a-f]{32}"), answer.text());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals(api.uri("/processes/" + created.getString("pid")), URI.create(answer.header("Location")));
        assertEquals(created.getString("pid"), processes.get(created.getString("pid")).getString("pid"));
        assertEquals("", answer.header(APPLIED));
    }

    @Test
    void everyProcessHasAPidOfItsOwn() {
        assertNotEquals(processes.start(quick()).getString("pid"), processes.start(quick()).getString("pid"));
    }

    @Test
    void answersAreNeitherCachedNorGuessedAt() {
        Answer answer = api.get("/processes/" + processes.start(quick()).getString("pid"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    }

    @Test
    void withThePreferenceToWaitTheEndedProcessIsTheAnswer() {
        Answer answer = waiting(quick(), "wait=30");
        assertEquals("wait=30", answer.header(APPLIED));
        assertEquals("finished", answer.body().getString("status"));
        assertEquals(Specification.json("{'x': 1}"), answer.body().get("output"));
        assertEquals(api.uri("/processes/" + answer.body().getString("pid")), URI.create(answer.header("Location")));
    }

    @Test
    void anInterruptEndsTheWaiting() {
        Answer answer = waiting(Specification.named("asks").step("ask", "approval", "'Sure?'"), "wait=60");
        assertEquals("interrupted", answer.body().getString("status"));
        assertEquals("wait=60", answer.header(APPLIED));
    }

    @Test
    void aFailureEndsTheWaiting() {
        Answer answer = waiting(Specification.named("fails").step("fail", "test-fail", "1", "'no'"), "wait=60");
        assertEquals("failed", answer.body().getString("status"));
    }

    @Test
    void whenTheTimeIsUpTheProcessIsTheAnswerAsItIsThen() {
        long begin = System.nanoTime();
        Answer answer = waiting(Specification.named("slow").step("wait", "delay", "60"), "wait=1");
        Duration passed = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(answer.body().getString("status").matches("queued|running"), answer.text());
        assertEquals("wait=1", answer.header(APPLIED));
        assertTrue(passed.toMillis() >= 1_000, "answered after " + passed);
        assertTrue(passed.toSeconds() < 30, "answered after " + passed);
    }

    @Test
    void waitingForZeroSecondsAnswersAtOnce() {
        Answer answer = waiting(Specification.named("slow").step("wait", "delay", "60"), "wait=0");
        assertTrue(answer.body().getString("status").matches("queued|running"), answer.text());
        assertEquals("wait=0", answer.header(APPLIED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=61", "wait=3600", "wait=99999999999999999999"})
    void moreThanSixtySecondsAreLimitedToSixty(String preference) {
        assertEquals("wait=60", waiting(quick(), preference).header(APPLIED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async, wait=30", "WAIT = \"30\"", "handling=lenient; x=\"a,wait=1\", wait=30; y", "wait=30, wait=1"})
    void thePreferenceIsFoundAmongOthers(String preference) {
        Answer answer = waiting(quick(), preference);
        assertEquals("wait=30", answer.header(APPLIED));
        assertEquals("finished", answer.body().getString("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=-1", "wait=soon", "wait=1.5", "return=minimal", ",;=\""})
    void aPreferenceThatCannotBeUnderstoodIsIgnored(String preference) {
        assertEquals("", waiting(quick(), preference).header(APPLIED));
    }

    @Test
    void anyTextAndAnyKindOfDataComesBackAsItWasSent() {
        String data = "{'text': 'äöü €😀 \\\\u0001 \\n\\t', 'big': 123456789012345678901234567890.125, 'nothing': null, 'list': [1, 'b', {}, []], 'yes': true}";
        JsonObject process = processes.settle(Specification.named("Grüße 😀").step("same", "merge", "{'added': 1}").with("data", data));
        assertEquals("Grüße 😀", process.getString("name"));
        JsonObject expected = Specification.json(data).asJsonObject();
        assertEquals(expected.keySet().size() + 1, process.getJsonObject("output").size());
        expected.forEach((field, value) -> assertEquals(value, process.getJsonObject("output").get(field), field));
    }

    @Test
    void additionalArgumentsReachTheStep() {
        JsonObject process = processes.settle(Specification.named("told").step("tell", "test-context")
                .with("arguments", "{'dry': true}").with("data", "{'x': 1}"));
        assertEquals(Specification.json("{'pid': '" + process.getString("pid") + "', 'step': 'tell', 'attempt': 1, 'arguments': {'dry': true},"
                + " 'input': {'x': 1}}"), process.get("output"));
    }

    @Test
    void aStepMayBeGivenByItsClassIfThatIsDeclared() {
        JsonObject process = processes.settle(Specification.named("by class")
                .stepOf("tell", "{'class': 'io.processmanager.reststeps.ContextStep'}"));
        assertEquals("finished", process.getString("status"));
        assertEquals("tell", process.getJsonObject("output").getString("step"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'services': ['io.processmanager.reststeps.Greeter']"})
    void aServiceOfTheContainerIsHandedToTheStep(String services) {
        JsonObject process = processes.settle(Specification.named("greets").stepOf("greet", "{'type': 'test-greet', 'args': ['Ada']" + services + "}"));
        assertEquals("\"Hello, Ada\"", process.get("output").toString());
    }

    @Test
    void optionalFieldsMayBeNull() {
        JsonObject process = processes.settle(Specification.named("nulls").with("data", "null").with("arguments", "null").with("timeout", "null")
                .stepOf("tell", "{'type': 'test-context', 'class': null, 'args': null, 'services': null, 'timeout': null, 'max_retries': null}"));
        assertEquals("finished", process.getString("status"));
        assertEquals(60, process.getInt("timeout"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'name': null, "})
    void aProcessWithoutANameIsCalledAfterItsFirstStep(String name) {
        String step = "first-" + UUID.randomUUID();
        String body = "{" + name + "'steps': {'" + step + "': {'type': 'merge', 'args': [{}]}, 'second': {'type': 'merge', 'args': [{}]}}}";
        JsonObject created = processes.created(api.post("/processes", "application/json", body.replace('\'', '"')));
        assertEquals(step, created.getString("name"));
        JsonArray listed = api.get("/processes?name=" + step).body().getJsonArray("items");
        assertEquals(created.getString("pid"), listed.getJsonObject(0).getString("pid"));
        assertEquals(step, listed.getJsonObject(0).getString("name"));
    }

    private static Specification quick() {
        return Specification.named("quick").step("set", "merge", "{'x': 1}");
    }

    private Answer waiting(Specification specification, String preference) {
        Answer answer = api.post("/processes", specification.json(), "Prefer", preference);
        processes.created(answer);
        return answer;
    }
}
