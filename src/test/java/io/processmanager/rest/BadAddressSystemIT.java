package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.SharedServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what is not there: unknown processes, paths and methods. */
@ExtendWith(SharedServer.class)
class BadAddressSystemIT {

    private static final String UNKNOWN = "0123456789abcdef0123456789abcdef";

    private final ApplicationServer server;
    private final HttpApi api;
    private final UnchangedServer unchanged;

    BadAddressSystemIT(ApplicationServer server) {
        this.server = server;
        this.api = server.api();
        this.unchanged = new UnchangedServer(api);
    }

    @BeforeEach
    void remember() {
        unchanged.remember();
    }

    @AfterEach
    void nothingWasStored() {
        unchanged.check();
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "DELETE,''", "POST,/proceed", "POST,/cancel", "POST,/retry", "GET,/log", "GET,/events", "GET,/output", "GET,/steps/a/output"})
    void anUnknownProcessIsNotFound(String method, String action) throws Exception {
        AnsweredProblem problem = AnsweredProblem.of(FreeRequest.send(api, method, "/processes/" + UNKNOWN + action), 404, AnsweredProblem.NOT_FOUND);
        assertEquals(UNKNOWN, problem.json().getString("pid"));
        problem.says(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "DELETE,''", "POST,/proceed", "POST,/cancel", "POST,/retry", "GET,/log", "GET,/events"})
    void aPidThatIsNoneIsNotFound(String method, String action) throws Exception {
        for (String pid : List.of("1", "x".repeat(32), UNKNOWN + "0", UNKNOWN.substring(1), "%20", "%C3%A4", "a%27%20or%201=1", "z".repeat(3_000))) {
            AnsweredProblem.of(FreeRequest.send(api, method, "/processes/" + pid + action), 404, AnsweredProblem.NOT_FOUND)
                    .says("is not a pid: those have 32 hexadecimal digits");
        }
    }

    /** Payara itself refuses a path with a null character in it, without a body. */
    @ParameterizedTest
    @CsvSource({"GET,''", "DELETE,''", "POST,/proceed", "POST,/cancel", "POST,/retry", "GET,/log", "GET,/events"})
    void aPidWithANullCharacterIsRefused(String method, String action) throws Exception {
        Answer answer = FreeRequest.send(api, method, "/processes/%00" + action);
        switch (ServerKind.ofBuild()) {
            case WILDFLY -> AnsweredProblem.of(answer, 404, AnsweredProblem.NOT_FOUND).says("is not a pid: those have 32 hexadecimal digits");
            case PAYARA -> {
                assertEquals(400, answer.status(), answer.text());
                assertEquals("", answer.text());
            }
        }
    }

    @Test
    void aPidMayBeWrittenInUpperCase() {
        Answer started = api.post("/processes", Specification.named("quick").step("set", "merge", "{}").json(), "Prefer", "wait=60");
        String pid = started.body().getString("pid");
        assertEquals(pid, api.get("/processes/" + pid.toUpperCase(Locale.ROOT)).body().getString("pid"));
        assertEquals(204, api.delete("/processes/" + pid).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/nothing", "/process", "/processes/" + UNKNOWN + "/nothing", "/executions/1", "/step-types/merge",
            "/application.wadl", "/runners/1/2", "/%F0%9F%98%80"})
    void anUnknownPathIsNotFound(String path) {
        AnsweredProblem.of(api.get(path), 404, AnsweredProblem.BLANK).says("There is nothing at");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/processes,GET OPTIONS POST", "PATCH,/processes,GET OPTIONS POST", "DELETE,/processes,GET OPTIONS POST",
            "POST,/processes/0123456789abcdef0123456789abcdef,DELETE GET OPTIONS", "GET,/executions,OPTIONS POST",
            "GET,/processes/0123456789abcdef0123456789abcdef/cancel,OPTIONS POST", "POST,/processes/0123456789abcdef0123456789abcdef/log,GET OPTIONS",
            "POST,/processes/0123456789abcdef0123456789abcdef/events,GET OPTIONS",
            "POST,/processes/counts,GET OPTIONS", "POST,/step-types,GET OPTIONS", "DELETE,/runners,GET OPTIONS", "FROBNICATE,/processes,GET OPTIONS POST"})
    void aWrongMethodIsRefusedWithThoseThatAreAllowed(String method, String path, String allowed) throws Exception {
        Answer answer = FreeRequest.send(api, method, path);
        AnsweredProblem.of(answer, 405, AnsweredProblem.BLANK).says(method + " is not possible at");
        Set<String> methods = new TreeSet<>(Arrays.asList(String.join(",", answer.headers().allValues("Allow")).split("[,\\s]+")));
        methods.remove("HEAD"); // goes with GET, whether it is listed or not
        assertEquals(new TreeSet<>(List.of(allowed.split(" "))), methods);
    }

    @ParameterizedTest
    @CsvSource({"/processes,application/xml", "/step-types,text/html", "/processes/0123456789abcdef0123456789abcdef/events,application/json"})
    void anAnswerThatTheClientDoesNotTakeIsRefused(String path, String accept) {
        AnsweredProblem.of(api.get(path, "Accept", accept), 406, AnsweredProblem.BLANK).says("The Accept header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.1"})
    void anAnswerThatTheClientTakesIsGiven(String accept) {
        assertEquals(200, api.get("/processes?limit=1", "Accept", accept).status());
    }

    /** Undertow answers this itself, without a body. */
    @ParameterizedTest
    @ValueSource(strings = {"/processes?limit=%zz", "/processes?q=%", "/processes?q=%2", "/step-types?%zz=1", "/nothing?%zz"})
    void aQueryThatCannotBeDecodedIsRefused(String path) throws Exception {
        String response = get(path);
        assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        switch (ServerKind.ofBuild()) {
            case WILDFLY -> assertHasNoBody(response);
            case PAYARA -> assertTrue(response.contains("\nContent-Type: application/problem+json\r\n")
                    && response.contains("\"field\":\"query\",\"message\":\"is not percent-encoded as it should be"), response);
        }
    }

    /**
     * No code of ours is asked on either server. Undertow refuses such a path; Payara fails on it before it has chosen an application, and what
     * goes out is the status that a response begins with, 200, and nothing else.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/processes/%zz", "/processes/%", "/processes/%zz/log", "/%zz"})
    void aPathThatCannotBeDecodedReachesNothing(String path) throws Exception {
        String response = get(path);
        assertHasNoBody(response);
        if (ServerKind.ofBuild() == ServerKind.WILDFLY) {
            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a/b/c", "text/html;q=x"})
    void anAcceptHeaderThatCannotBeReadIsRefused(String accept) {
        AnsweredProblem.of(api.get("/processes", "Accept", accept), 400, AnsweredProblem.BLANK).violates("request", "header of the request");
    }

    @Test
    void headAnswersWithoutABody() throws Exception {
        Answer answer = FreeRequest.send(api, "HEAD", "/processes");
        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("", answer.text());
    }

    /** What clients that check addresses would not send. */
    private String get(String path) throws IOException {
        return FreeRequest.raw(server.httpPort(), "GET " + api.uri("").getPath() + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
    }

    private static void assertHasNoBody(String response) {
        assertTrue(response.startsWith("HTTP/1.1 ") && response.endsWith("\r\n\r\n"), response);
    }
}
