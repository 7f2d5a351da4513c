package io.processmanager.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.ServerKind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page walk-through.md, call by call, against a server that is started with the jar of the example's author. */
@Timeout(180)
class WalkThroughSystemIT {

    private static final Path EXAMPLE_STEPS = Path.of(System.getProperty("project.build.directory"), "example-steps.jar");
    private static final String DOCUMENT_OF_PAGE = "http://127.0.0.1:9990/console/dev.a9eb4bc2.css.map";
    private static final int LENGTH = 1_184_335;

    private static final List<CurlCommand> CALLS = Page.named("walk-through.md").blocks().stream().flatMap(block -> CurlCommand.in(block.text()).stream()).toList();

    private static ApplicationServer server;
    private static HttpServer documents;
    private static URI document;

    @BeforeAll
    static void start() throws IOException {
        // The document is larger than the megabyte that a step may return by default.
        server = ApplicationServer.named("walk-through").setting("process-manager.step.max-output", 4_194_304).stepJar(EXAMPLE_STEPS).start();
        document = switch (ServerKind.ofBuild()) {
            case WILDFLY -> URI.create(DOCUMENT_OF_PAGE.replace("9990", Integer.toString(server.managementPort())));
            case PAYARA -> serveOneAsLarge();
        };
    }

    /** The administration console of Payara shows nothing to whom it does not know. */
    private static URI serveOneAsLarge() throws IOException {
        byte[] bytes = "0123456789abcde".repeat(LENGTH / 15 + 1).substring(0, LENGTH).getBytes(StandardCharsets.US_ASCII);
        documents = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        documents.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        documents.start();
        return URI.create("http://127.0.0.1:" + documents.getAddress().getPort() + "/document");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (documents != null) {
            documents.stop(0);
        }
    }

    @Test
    void pageMakesTheCallsOfThisTest() {
        assertEquals(List.of("POST /processes", "GET /processes/$PID/events", "GET /processes/$PID/output", "POST /processes/$PID/proceed", "POST /processes/$PID/proceed",
                "GET /processes/$PID", "GET " + DOCUMENT_OF_PAGE), CALLS.stream().map(CurlCommand::call).toList());
    }

    @Test
    void documentIsFetchedCheckedApprovedAndDigestedByAStepOfItsAuthorsOwn() throws Exception {
        HttpApi api = server.api();
        HttpApi.Answer started = api.post("/processes", "application/json", specification());
        assertEquals(201, started.status(), started.text());
        String pid = started.body().getString("pid");

        try (Stream<String> stream = follow(api, pid)) {
            Iterator<JsonObject> events = stream.filter(line -> line.startsWith("data: ")).map(line -> json(line.substring(6))).iterator();
            List<JsonObject> untilQuestion = readUntil("interrupted", events);
            assertTrue(untilQuestion.stream().map(event -> event.getInt("percent")).filter(percent -> percent > 0 && percent < 20).count() > 1,
                    "the progress of the first step was not followed live: " + seen(untilQuestion));
            JsonObject question = last(untilQuestion);
            assertEquals("approve", question.getString("current_step"));
            assertEquals(JsonValue.NULL, question.get("output"));
            assertEquals("Shall this document be registered?", api.get("/processes/" + pid + "/output").body().getString("question"));

            assertEquals(202, CALLS.get(3).send(api, pid).status());
            HttpApi.Answer again = CALLS.get(4).send(api, pid);
            assertEquals(409, again.status(), again.text());
            assertEquals(Optional.empty(), shownRefusal(again.body().getString("process_status")).difference(again.body()), again.text());

            List<JsonObject> untilEnd = readUntil("finished", events);
            assertResult(last(untilEnd));
            assertFalse(events.hasNext(), "the stream of events goes on after the end of the process");
        }

        assertResult(api.get("/processes/" + pid).body());
    }

    private static void assertResult(JsonObject process) throws Exception {
        byte[] document = document();
        assertEquals("finished", process.getString("status"));
        assertEquals(Json.createObjectBuilder()
                .add("algorithm", "SHA-256")
                .add("approver", "Ada")
                .add("bytes", document.length)
                .add("digest", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document)))
                .build(), process.getJsonObject("output"));
    }

    /** What the process fetches: as on the page, from the server that runs it, the largest source map of the style sheets of its administration console. */
    private static byte[] document() throws Exception {
        HttpResponse<byte[]> answer = server.api().client().send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals(LENGTH, answer.body().length, () -> document + " is not as large as the walk-through says");
        return answer.body();
    }

    /** What the page shows of the second approval, which comes when the process has ended; this test is quicker than its reader. */
    private static ShownJson shownRefusal(String status) {
        String text = Page.named("walk-through.md").text();
        int begin = text.indexOf("{\"type\":\"/problems/");
        return ShownJson.parse(text.substring(begin, text.indexOf("```", begin)).replace("finished", status));
    }

    private static String specification() {
        String asOnPage = CALLS.get(0).body();
        assertTrue(asOnPage.contains(DOCUMENT_OF_PAGE), "the walk-through fetches another document");
        return asOnPage.replace(DOCUMENT_OF_PAGE, document.toString());
    }

    private static Stream<String> follow(HttpApi api, String pid) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.uri("/processes/" + pid + "/events")).build();
        HttpResponse<Stream<String>> stream = api.client().send(request, BodyHandlers.ofLines());
        assertEquals(200, stream.statusCode());
        return stream.body();
    }

    private static List<JsonObject> readUntil(String status, Iterator<JsonObject> events) {
        List<JsonObject> read = new ArrayList<>();
        while (events.hasNext()) {
            read.add(events.next());
            if (last(read).getString("status").equals(status)) {
                return read;
            }
        }
        throw new AssertionError("the stream of events has ended before the process was " + status + ": " + seen(read));
    }

    private static JsonObject last(List<JsonObject> events) {
        return events.get(events.size() - 1);
    }

    private static List<String> seen(List<JsonObject> events) {
        return events.stream().map(event -> event.getString("status") + " " + event.get("current_step") + " " + event.getInt("percent")).toList();
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
