package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.SharedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no JSON object in UTF-8 of a reasonable size. */
@ExtendWith(SharedServer.class)
class BadBodySystemIT {

    private static final int LIMIT = 1_048_576;
    private static final String GOOD = "{\"name\": \"x\", \"steps\": {\"a\": {\"type\": \"merge\", \"args\": [{\"ok\": 1}]}}}";
    private static final List<String> PATHS = List.of("/processes", "/executions");

    private final ApplicationServer server;
    private final HttpApi api;
    private final UnchangedServer unchanged;

    BadBodySystemIT(ApplicationServer server) {
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
    @ValueSource(strings = {"{", "hello", "{'name': }", "{'name': 'x',}", "{'name' 'x'}", "{name: 'x'}", "[1, 2", "{} {}", "{}x", "'", "nul", "01",
            "{'name': 'x', 'steps': {'a': {'type': 'merge'}}", "{'name': '\\x'}", "{'a': NaN}", "<name>x</name>", "name=x"})
    void malformedJsonIsRefused(String body) {
        for (String path : PATHS) {
            AnsweredProblem.of(post(path, body.replace('\'', '"')), 400, AnsweredProblem.MALFORMED).violates("body", "is not JSON");
        }
    }

    @Test
    void theProblemSaysWhereTheBodyStopsBeingJson() {
        AnsweredProblem problem = AnsweredProblem.of(post("/processes", "{\n  \"name\": oops\n}"), 400, AnsweredProblem.MALFORMED);
        assertEquals(2, problem.json().getInt("line"));
        assertTrue(problem.json().getInt("column") >= 11, problem.json().toString());
        problem.says("line 2, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void anEmptyBodyIsRefused(String body) {
        for (String path : PATHS) {
            AnsweredProblem.of(post(path, body), 400, AnsweredProblem.MALFORMED).violates("body", "is empty, expected a JSON object");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[] | an array", "\"x\" | a string", "7 | a number", "true | a boolean", "null | null"})
    void jsonThatIsNoObjectIsRefused(String body, String kind) {
        for (String path : PATHS) {
            AnsweredProblem.invalid(post(path, body)).violates("body", "expected an object, got " + kind);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'name': 'x', 'steps': {'a': {'type': 'merge', 'args': [{}]}, 'a': {'type': 'merge', 'args': [{}]}}} | steps.a",
            "{'name': 'x', 'name': 'y', 'steps': {'a': {'type': 'merge', 'args': [{}]}}}                           | name",
            "{'name': 'x', 'steps': {'a': {'type': 'merge', 'args': [{'b': 1, 'b': 1}]}}}                          | steps.a.args[0].b",
            "{'name': 'x', 'steps': {'a': {'type': 'merge', 'args': [{}]}}, 'data': {'d': 1, '\\u0064': 2}}        | data.d"})
    void aNameThatIsGivenTwiceIsRefused(String body, String field) {
        for (String path : PATHS) {
            AnsweredProblem.invalid(post(path, body.replace('\'', '"'))).violates(field, "is given twice");
        }
    }

    @Test
    void halfASurrogatePairIsRefused() {
        AnsweredProblem.invalid(post("/processes", GOOD.replace("\"x\"", "\"\\ud83d\""))).violates("name", "half of a surrogate pair");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        for (String path : PATHS) {
            AnsweredProblem.of(FreeRequest.postBytes(api, path, GOOD.replace("x", "ä").getBytes(StandardCharsets.ISO_8859_1)), 400,
                    AnsweredProblem.MALFORMED).violates("body", "is not UTF-8: the byte at offset 10");
        }
    }

    @Test
    void utf16IsRefused() throws Exception {
        AnsweredProblem.of(FreeRequest.postBytes(api, "/processes", GOOD.getBytes(StandardCharsets.UTF_16)), 400, AnsweredProblem.MALFORMED);
    }

    @Test
    void aByteOrderMarkIsNoMistake() {
        assertEquals(200, post("/executions", "\uFEFF" + GOOD).status());
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 100_000, 500_000})
    void tooManyLevelsAreRefused(int levels) {
        String nested = "[".repeat(levels) + "]".repeat(levels);
        for (String path : PATHS) {
            AnsweredProblem.invalid(post(path, nested)).violates("body", "has more than 500 levels");
        }
    }

    @Test
    void manyLevelsOfObjectsAreRefusedInTheDataToo() {
        String data = "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000);
        AnsweredProblem.invalid(post("/processes", GOOD.replaceFirst("\\{", "{\"data\": " + data + ", "))).violates("body", "has more than 500 levels");
    }

    @Test
    void levelsThatAreAllowedComeOutAgain() {
        String data = "{\"a\":".repeat(400) + "1" + "}".repeat(400);
        Answer answer = post("/executions", GOOD.replaceFirst("\\{", "{\"data\": " + data + ", "));
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().contains("{\"a\":".repeat(399) + "1"), answer.text());
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhenItIsAnnounced() {
        for (String path : PATHS) {
            assertTooLarge(post(path, padded(LIMIT + 1)));
            assertTooLarge(post(path, padded(5 * LIMIT)));
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhenItIsNotAnnounced() throws Exception {
        for (int size : List.of(LIMIT + 1, 5 * LIMIT)) {
            assertTooLarge(chunked("/processes", padded(size)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1048577", "99999999999"})
    void anAnnouncementIsEnoughToBeRefused(String length) throws Exception {
        assertTooLarge(announced("/processes", length, "{"));
    }

    /** Payara itself refuses a length that does not fit into a long, without a body. */
    @Test
    void anAnnouncementBeyondAllNumbersIsRefused() throws Exception {
        String response = announced("/processes", "9999999999999999999999", "{");
        switch (ServerKind.ofBuild()) {
            case WILDFLY -> assertTooLarge(response);
            case PAYARA -> assertTrue(response.startsWith("HTTP/1.1 400 ") && response.endsWith("\r\n\r\n"), response);
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() throws Exception {
        assertEquals(200, post("/executions", padded(LIMIT)).status());
        assertEquals(200, chunked("/executions", padded(LIMIT)).status());
    }

    /** Payara closes the connection as soon as the client has ended its half of it, so our refusal does not get out. */
    @ParameterizedTest
    @ValueSource(strings = {"/processes", "/executions"})
    void aBodyThatBreaksOffDoesNothing(String path) throws Exception {
        String response = announced(path, String.valueOf(GOOD.length() + 10), GOOD);
        switch (ServerKind.ofBuild()) {
            case WILDFLY -> assertTrue(response.startsWith("HTTP/1.1 400 ")
                    && response.contains("The body of the request broke off, so nothing was done"), response);
            case PAYARA -> assertEquals("", response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "text/json", "application/problem+json",
            "application/json; charset=iso-8859-1", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "*/*"})
    void aWrongContentTypeIsRefused(String contentType) {
        for (String path : PATHS) {
            AnsweredProblem.of(post(path, contentType, GOOD), 415, AnsweredProblem.BLANK).says("Send application/json in UTF-8, not compressed");
        }
    }

    @Test
    void aMissingContentTypeIsRefused() throws Exception {
        for (String path : PATHS) {
            AnsweredProblem.of(FreeRequest.send(api, "POST", path, BodyPublishers.ofString(GOOD)), 415, AnsweredProblem.BLANK)
                    .says("it has no Content-Type");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", ";;;", "application/json/x"})
    void aContentTypeThatIsNoneIsRefused(String contentType) {
        for (String path : PATHS) {
            AnsweredProblem.of(post(path, contentType, GOOD), 400, AnsweredProblem.BLANK).violates("request", "header of the request");
        }
    }

    @Test
    void aCompressedBodyIsRefused() {
        AnsweredProblem.of(api.post("/processes", "application/json", GOOD, "Content-Encoding", "gzip"), 415, AnsweredProblem.BLANK)
                .says("its Content-Encoding is 'gzip'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json;charset=UTF-8", "application/json; charset=\"utf-8\""})
    void everySpellingOfTheRightContentTypeIsTaken(String contentType) {
        assertEquals(200, post("/executions", contentType, GOOD).status());
    }

    private static void assertTooLarge(Answer answer) {
        AnsweredProblem problem = AnsweredProblem.of(answer, 413, "/problems/body-too-large");
        assertEquals(LIMIT, problem.json().getInt("limit"));
        problem.says("more than 1,048,576 bytes");
        problem.says("process-manager.rest.max-body");
    }

    private static void assertTooLarge(String response) {
        assertTrue(response.startsWith("HTTP/1.1 413 "), response);
        assertTrue(response.contains("/problems/body-too-large"), response);
    }

    private static String padded(int size) {
        return GOOD + " ".repeat(size - GOOD.length());
    }

    private Answer post(String path, String body) {
        return post(path, "application/json", body);
    }

    private Answer post(String path, String contentType, String body) {
        return api.post(path, contentType, body);
    }

    /** Sends a body that has not the length that is announced, and nothing more. */
    private String announced(String path, String length, String body) throws IOException {
        return FreeRequest.raw(server.httpPort(), "POST " + api.uri(path).getPath() + " HTTP/1.1\nHost: localhost\n"
                + "Content-Type: application/json\nContent-Length: " + length + "\nConnection: close\n\n" + body);
    }

    private Answer chunked(String path, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return FreeRequest.send(api, "POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), "Content-Type", "application/json");
    }
}
