package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The change was committed, and the connection breaks while the process is read for the answer: where its row is sent, or where the transaction that has read it is committed.
 * What is read contains a word that nothing contains that the change itself is answered with.
 */
@ExtendWith(ClusterExtension.class)
class UnreadableAnswerFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What its first step makes of its data; neither these nor its specification have it, which changes read, too. */
    private static final String WORD = "not-to\",\"b\":\"be-read";
    private static final JsonObject DATA = Json.createObjectBuilder().add("a", "not-to").build();
    private static final JsonObject MERGED = Json.createObjectBuilder().add("b", "be-read").build();
    private static final String AT_THE_ROW = WORD;
    private static final String AT_THE_COMMIT = WORD + "|COMMIT";

    private final Cluster cluster;
    private String pid;

    UnreadableAnswerFaultIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** A process that waits for an answer, with the word in the outputs of its steps only. */
    @BeforeEach
    void waitForAnAnswer() {
        pid = Calls.start(cluster.first, process("unreadable", DATA));
        awaitStatus("interrupted");
    }

    @AfterEach
    void readEverything() {
        cluster.firstWire.loseNoAnswers();
        cluster.sql.execute("update process set state = 'CANCELLED', finished_at = now_millis() where state = 'INTERRUPTED'");
    }

    @ParameterizedTest
    @ValueSource(strings = {AT_THE_ROW, AT_THE_COMMIT})
    void whoStartsAProcessIsToldItsPid(String broken) {
        HttpApi.Answer answer = whileBroken(broken, () -> cluster.first.api().post("/processes", process(WORD, JsonObject.EMPTY_JSON_OBJECT)));

        assertEquals(201, answer.status(), answer.text());
        assertEquals(1, cluster.sql.count("select count(*) from process where pid = ?", answer.body().getString("pid")));
    }

    @ParameterizedTest
    @ValueSource(strings = {AT_THE_ROW, AT_THE_COMMIT})
    void whoWaitsForAProcessIsToldItsPid(String broken) {
        HttpApi.Answer answer = whileBroken(broken, () -> cluster.first.api().post("/processes", process("unreadable", DATA),
                "Prefer", "wait=2"));

        assertEquals(201, answer.status(), answer.text());
        assertEquals(1, cluster.sql.count("select count(*) from process where pid = ?", answer.body().getString("pid")));
    }

    @ParameterizedTest
    @ValueSource(strings = {AT_THE_ROW, AT_THE_COMMIT})
    void whoCancelsAProcessIsToldThatItWasCancelled(String broken) {
        assertMade(broken, whileBroken(broken, () -> act("cancel", Json.createObjectBuilder().add("reason", "test"))));
        assertEquals("cancelled", Calls.status(cluster.second, pid));
    }

    @ParameterizedTest
    @ValueSource(strings = {AT_THE_ROW, AT_THE_COMMIT})
    void whoRetriesAProcessIsToldThatItGoesOn(String broken) {
        Calls.cancel(cluster.first, pid);
        assertMade(broken, whileBroken(broken, () -> act("retry", Json.createObjectBuilder())));
        awaitStatus("interrupted");
    }

    /** Its row is read by the change itself, too. */
    @Test
    void whoProceedsIsToldThatTheProcessGoesOn() {
        assertMade(AT_THE_COMMIT, whileBroken(AT_THE_COMMIT, () -> act("proceed", Json.createObjectBuilder().add("data", Json.createObjectBuilder().add("answer", "Well.")))));
        awaitStatus("finished");
    }

    @ParameterizedTest
    @ValueSource(strings = {AT_THE_ROW, AT_THE_COMMIT})
    void whoLooksAProcessUpIsToldAtMostThatTheDatabaseIsAway(String broken) {
        HttpApi.Answer answer = whileBroken(broken, () -> cluster.first.api().get("/processes/" + pid));

        if (broken.equals(AT_THE_COMMIT)) {
            assertEquals(200, answer.status(), answer.text());
        } else {
            assertProblem("database-unavailable", answer);
        }
    }

    private HttpApi.Answer whileBroken(String texts, Supplier<HttpApi.Answer> call) {
        int before = cluster.firstWire.lostAnswers();
        cluster.firstWire.loseAnswersWith(texts.split("\\|"));
        HttpApi.Answer answer = call.get();
        cluster.firstWire.loseNoAnswers();
        assertTrue(cluster.firstWire.lostAnswers() > before, "no answer was lost: nothing was tested");
        return answer;
    }

    private HttpApi.Answer act(String action, JsonObjectBuilder body) {
        return cluster.first.api().post("/processes/" + pid + "/" + action, body.build());
    }

    /** What was read before the commit of the look-up is shown; else the answer says at least that the change was made. */
    private void assertMade(String broken, HttpApi.Answer answer) {
        if (broken.equals(AT_THE_COMMIT)) {
            assertEquals(202, answer.status(), answer.text());
        } else {
            assertProblem("change-made", answer);
        }
        assertEquals(pid, answer.body().getString("pid"));
    }

    private static void assertProblem(String type, HttpApi.Answer answer) {
        assertEquals(503, answer.status(), answer.text());
        assertEquals("/problems/" + type, answer.body().getString("type"), answer.text());
    }

    private void awaitStatus(String status) {
        Await.until("process " + pid + " to be " + status, LIMIT, () -> cluster.sql.text("select state from process where pid = ?", pid), status.toUpperCase(Locale.ROOT)::equals);
    }

    private static JsonObject process(String name, JsonObject data) {
        return Json.createObjectBuilder().add("name", name).add("data", data).add("steps", Json.createObjectBuilder()
                .add("pass", Json.createObjectBuilder().add("type", "merge").add("args", Json.createArrayBuilder().add(MERGED)))
                .add("ask", Json.createObjectBuilder().add("type", "approval").add("args", Json.createArrayBuilder().add("Well?")))).build();
    }
}
