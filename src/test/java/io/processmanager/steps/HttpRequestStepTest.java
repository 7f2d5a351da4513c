package io.processmanager.steps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.processmanager.StepException;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.json.JsonMapping;
import io.processmanager.steps.http.AllowedHosts.HostNotAllowedException;
import io.processmanager.steps.http.ContentEncodingsTest;
import io.processmanager.steps.http.HttpClients;
import io.processmanager.steps.http.HttpRequestArgument;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpRequestStepTest {

    private static final int MOST_BYTES = 10_000;
    private static final JsonObject DATA = (JsonObject) JsonMapping.parse("{\"name\":\"Zoë\",\"response\":\"an earlier one\"}");

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch testEnds = new CountDownLatch(1);
    private final HttpClients clients = new HttpClients();
    private final RecordingContext context = new RecordingContext();
    private List<String> allowedHosts = List.of("127.0.0.1");
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        testEnds.countDown();
        server.stop(0);
        threads.shutdownNow();
        clients.letGo();
    }

    @Test
    void addsTheResponseToTheData() throws Exception {
        answer("/doc", 200, Map.of("Content-Type", "application/json", "X-Some", "thing"), "{\"n\":[1,2]}".getBytes(UTF_8));

        JsonObject output = execute(request("/doc"));

        assertEquals("Zoë", output.getString("name"));
        JsonObject response = output.getJsonObject("response");
        assertEquals(200, response.getInt("status"));
        assertEquals("thing", response.getJsonObject("headers").getString("x-some"));
        assertEquals(JsonMapping.parse("{\"n\":[1,2]}"), response.get("body"));
        assertEquals("GET", received().method());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/problem+json", "text/json"})
    void bodyOfAJsonContentTypeIsParsed(String contentType) throws Exception {
        answer("/", 200, Map.of("Content-Type", contentType), "\uFEFF{\"ok\":\"ä\"}".getBytes(UTF_8));

        assertEquals(JsonMapping.parse("{\"ok\":\"ä\"}"), response(request("/")).get("body"));
    }

    @Test
    void otherBodiesAreTextInTheirCharset() throws Exception {
        answer("/latin", 200, Map.of("Content-Type", "text/plain; charset=\"ISO-8859-1\""), "naïve {".getBytes(ISO_8859_1));
        answer("/none", 200, Map.of(), "{\"ä\":1}".getBytes(UTF_8));

        assertEquals("naïve {", response(request("/latin")).getString("body"));
        assertEquals("{\"ä\":1}", response(request("/none")).getString("body"));
    }

    @Test
    void emptyBodyIsNullWhereJsonIsMeantAndAnEmptyTextOtherwise() throws Exception {
        answer("/json", 200, Map.of("Content-Type", "application/json"), new byte[0]);
        answer("/none", 204, Map.of(), new byte[0]);

        assertEquals(JsonValue.NULL, response(request("/json")).get("body"));
        assertEquals("", response(request("/none")).getString("body"));
    }

    @Test
    void bodyThatIsFalselyCalledJsonFails() {
        answer("/", 200, Map.of("Content-Type", "application/json"), "<html>".getBytes(UTF_8));

        String message = assertThrows(IOException.class, () -> execute(request("/"))).getMessage();

        assertTrue(message.startsWith("GET " + url("/") + " was answered with status 200, but the answer is said to be application/json but is no JSON"),
                message);
    }

    @Test
    void charsetThatIsNotKnownFails() {
        answer("/", 200, Map.of("Content-Type", "text/plain;charset=klingon"), "x".getBytes(UTF_8));

        assertTrue(assertThrows(IOException.class, () -> execute(request("/"))).getMessage().contains("the charset 'klingon'"));
    }

    @Test
    void compressedBodyIsDecoded() throws Exception {
        answer("/json", 200, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"), ContentEncodingsTest.gzip("{\"ä\":1}".getBytes(UTF_8)));
        answer("/broken", 500, Map.of("Content-Encoding", "gzip"), ContentEncodingsTest.gzip("so geht es nicht: ä".getBytes(UTF_8)));

        assertEquals(JsonMapping.parse("{\"ä\":1}"), response(request("/json")).get("body"));
        assertEquals("gzip, deflate", received().acceptEncoding());
        assertTrue(assertThrows(StepException.class, () -> execute(request("/broken"))).getMessage().endsWith("; it says: so geht es nicht: ä"));
    }

    @Test
    void encodingThatTheStepAsksForIsAskedFor() throws Exception {
        answer("/", 200, Map.of("Content-Encoding", "br"), "x".getBytes(UTF_8));
        answer("/head", 200, Map.of("Content-Encoding", "br"), new byte[0]);

        String message = assertThrows(IOException.class, () -> execute(request("/").add("headers", Json.createObjectBuilder().add("accept-encoding", "br")))).getMessage();

        assertEquals("br", received().acceptEncoding());
        assertTrue(message.startsWith("GET " + url("/") + " was answered with status 200, but its body has the Content-Encoding 'br'"), message);
        assertEquals("", response(request("/head").add("method", "HEAD")).getString("body"));
    }

    @Test
    void compressedBodyThatBecomesTooLongFails() throws Exception {
        answer("/", 200, Map.of("Content-Encoding", "gzip"), ContentEncodingsTest.gzip(new byte[1_000_000]));

        assertTrue(assertThrows(IOException.class, () -> execute(request("/"))).getMessage().contains("decoded, is longer than 10000 bytes"));
    }

    @Test
    void bytesThatAreNoTextComeInBase64() throws Exception {
        byte[] image = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};
        answer("/image", 200, Map.of("Content-Type", "image/png"), image);
        answer("/latin", 200, Map.of("Content-Type", "text/plain"), "naïve".getBytes(ISO_8859_1));
        answer("/ascii", 200, Map.of("Content-Type", "text/plain; charset=US-ASCII"), "naïve".getBytes(UTF_8));
        answer("/wide", 200, Map.of("Content-Type", "text/plain; charset=UTF-16LE"), new byte[] {'a', 0, 0, (byte) 0xd8});

        for (String path : List.of("/image", "/latin", "/ascii", "/wide")) {
            assertTrue(response(request(path)).getBoolean("body_base64"), path);
        }
        assertArrayEquals(image, Base64.getDecoder().decode(response(request("/image")).getString("body")));
    }

    @Test
    void textIsFoundByItsByteOrderMark() throws Exception {
        answer("/wide", 200, Map.of(), "\uFEFFnaïve 𝄞".getBytes(StandardCharsets.UTF_16BE));
        answer("/little", 200, Map.of("Content-Type", "application/json"), "\uFEFF{\"ä\":1}".getBytes(StandardCharsets.UTF_16LE));
        answer("/marked", 200, Map.of(), "\uFEFFnaïve\u0000".getBytes(UTF_8));

        assertEquals("naïve 𝄞", response(request("/wide")).getString("body"));
        assertEquals(JsonMapping.parse("{\"ä\":1}"), response(request("/little")).get("body"));
        assertEquals("naïve\u0000", response(request("/marked")).getString("body"));
        assertFalse(response(request("/marked")).containsKey("body_base64"));
    }

    @Test
    void jsonIsUtf8WhateverItsTypeSaysUnlessItIsNot() throws Exception {
        answer("/utf-8", 200, Map.of("Content-Type", "application/json; charset=ISO-8859-1"), "[\"ä\"]".getBytes(UTF_8));
        answer("/latin", 200, Map.of("Content-Type", "application/json; charset=ISO-8859-1"), "[\"ä\"]".getBytes(ISO_8859_1));
        answer("/neither", 200, Map.of("Content-Type", "application/json"), "[\"ä\"]".getBytes(ISO_8859_1));

        assertEquals(JsonMapping.parse("[\"ä\"]"), response(request("/utf-8")).get("body"));
        assertEquals(JsonMapping.parse("[\"ä\"]"), response(request("/latin")).get("body"));
        assertTrue(assertThrows(IOException.class, () -> execute(request("/neither"))).getMessage().contains("its bytes are no text in UTF-8"));
    }

    @Test
    void textThatItsCharsetCannotWriteIsNotSent() {
        answer("/", 200, Map.of(), new byte[0]);
        HttpRequestStep latin = new HttpRequestStep(HttpRequestArgument.of(request("/").add("method", "POST")
                .add("headers", Json.createObjectBuilder().add("Content-Type", "application/json; charset=ISO-8859-1")).build()), settings(), clients);

        assertTrue(assertThrows(IllegalArgumentException.class, () -> latin.execute(Json.createObjectBuilder().add("price", "5 €").build(), context)).getMessage()
                .contains("ISO-8859-1"));
        assertNull(received.poll());
    }

    @Test
    void postSendsTheDataAsJson() throws Exception {
        answer("/", 201, Map.of(), new byte[0]);

        execute(request("/").add("method", "POST"));

        Received post = received();
        assertEquals("POST", post.method());
        assertEquals("application/json", post.contentType());
        assertEquals(DATA, JsonMapping.parse(new String(post.body(), UTF_8)));
    }

    @Test
    void textIsSentAsItIsInTheCharsetOfItsContentType() throws Exception {
        answer("/", 200, Map.of(), new byte[0]);

        execute(request("/").add("method", "PUT").add("body", "Zoë"));
        assertEquals("text/plain;charset=UTF-8", received.peek().contentType());
        assertEquals("Zoë", new String(received().body(), UTF_8));

        execute(request("/").add("method", "PUT").add("body", "Zoë")
                .add("headers", Json.createObjectBuilder().add("content-type", "text/x; charset=iso-8859-1")));
        assertEquals("text/x; charset=iso-8859-1", received.peek().contentType());
        assertEquals("Zoë", new String(received().body(), ISO_8859_1));
    }

    @Test
    void unexpectedStatusFailsWithTheStatusAsItsCode() {
        answer("/broken", 503, Map.of(), "come back later".getBytes(UTF_8));

        StepException failure = assertThrows(StepException.class, () -> execute(request("/broken?token=secret")));

        assertEquals(503, failure.code());
        assertEquals("GET " + url("/broken") + " was answered with status 503, expected 200 to 299; it says: come back later", failure.getMessage());
    }

    @Test
    void expectDecidesWhatIsASuccess() throws Exception {
        answer("/gone", 410, Map.of(), new byte[0]);

        assertEquals(410, response(request("/gone").add("expect", 410)).getInt("status"));
        assertEquals(410, response(request("/gone").add("expect", Json.createArrayBuilder().add(200).add(410))).getInt("status"));
        assertThrows(StepException.class, () -> execute(request("/gone").add("expect", 200)));
    }

    @Test
    void hostThatIsNotAllowedIsNotCalled() {
        allowedHosts = List.of("localhost");

        assertThrows(HostNotAllowedException.class, () -> execute(request("/")));

        assertNull(received.poll());
    }

    @Test
    void redirectIsFollowedAndPostBecomesGet() throws Exception {
        answer("/from", 302, Map.of("Location", "/to?x=1"), new byte[0]);
        answer("/to", 200, Map.of(), "there".getBytes(UTF_8));

        assertEquals("there", response(request("/from").add("method", "POST")
                .add("headers", Json.createObjectBuilder().add("Authorization", "secret"))).getString("body"));

        assertEquals("POST", received().method());
        Received second = received();
        assertEquals("GET", second.method());
        assertEquals(0, second.body().length);
        assertNull(second.contentType());
        assertEquals("secret", second.authorization());
    }

    @Test
    void temporaryRedirectRepeatsMethodAndBody() throws Exception {
        answer("/from", 307, Map.of("Location", "/to"), new byte[0]);
        answer("/to", 200, Map.of(), new byte[0]);

        execute(request("/from").add("method", "POST"));

        assertEquals("POST", received().method());
        Received second = received();
        assertEquals("POST", second.method());
        assertEquals(DATA, JsonMapping.parse(new String(second.body(), UTF_8)));
    }

    @Test
    void redirectToAHostThatIsNotAllowedIsNotFollowed() throws Exception {
        answer("/from", 302, Map.of("Location", "http://localhost:" + server.getAddress().getPort() + "/to"), new byte[0]);
        answer("/to", 200, Map.of(), "internal".getBytes(UTF_8));

        assertThrows(HostNotAllowedException.class, () -> execute(request("/from")));

        assertEquals("/from", received().path());
        assertNull(received.poll());
    }

    @Test
    void secretHeadersDoNotGoToAnotherOrigin() throws Exception {
        allowedHosts = List.of("*");
        answer("/from", 302, Map.of("Location", "http://localhost:" + server.getAddress().getPort() + "/to"), new byte[0]);
        answer("/to", 200, Map.of(), new byte[0]);

        execute(request("/from").add("headers", Json.createObjectBuilder().add("Authorization", "secret")));

        assertEquals("secret", received().authorization());
        assertNull(received().authorization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://user:pw@127.0.0.1/", "http://a b/"})
    void redirectToWhereNoRequestMayGoFails(String location) {
        answer("/from", 302, Map.of("Location", location), new byte[0]);

        assertTrue(assertThrows(IOException.class, () -> execute(request("/from"))).getMessage().contains("was redirected, which was not followed"));
    }

    @Test
    void endlessRedirectsAreGivenUp() {
        answer("/loop", 302, Map.of("Location", "/loop"), new byte[0]);

        assertTrue(assertThrows(IOException.class, () -> execute(request("/loop"))).getMessage().contains("redirected more than 5 times"));
        assertEquals(6, received.size());
    }

    @Test
    void redirectThatIsExpectedIsNotFollowed() throws Exception {
        answer("/from", 302, Map.of("Location", "/to"), new byte[0]);

        assertEquals("/to", response(request("/from").add("expect", 302)).getJsonObject("headers").getString("location"));
    }

    @Test
    void answerOfTheGreatestLengthIsTaken() throws Exception {
        answer("/", 200, Map.of(), "x".repeat(MOST_BYTES).getBytes(UTF_8));

        assertEquals(MOST_BYTES, response(request("/")).getString("body").length());
    }

    @Test
    void endlessAnswerIsBrokenOff() throws Exception {
        CompletableFuture<IOException> broken = new CompletableFuture<>();
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[1_000]);
                }
            } catch (IOException brokenOff) {
                broken.complete(brokenOff);
                throw brokenOff;
            }
        });

        String message = assertThrows(IOException.class, () -> execute(request("/endless"))).getMessage();

        assertEquals("GET " + url("/endless") + " failed: the answer is longer than 10000 bytes, which is what the setting "
                + "process-manager.step.max-output allows", message);
        broken.get(20, TimeUnit.SECONDS);
    }

    @Test
    void timeoutHoldsForTheBodyToo() {
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            awaitTestEnd();
        });

        String message = assertThrows(HttpTimeoutException.class, () -> execute(request("/slow").add("timeout", 0.3))).getMessage();

        assertTrue(message.contains("was not answered in full within 0.3 s"), message);
    }

    @Test
    void interruptionEndsItAtOnce() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        server.createContext("/hangs", exchange -> {
            called.countDown();
            awaitTestEnd();
        });
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                execute(request("/hangs"));
                failure.complete(null);
            } catch (Exception thrown) {
                failure.complete(thrown);
            }
        });
        thread.start();
        assertTrue(called.await(10, TimeUnit.SECONDS));

        thread.interrupt();

        assertInstanceOf(InterruptedException.class, failure.get(10, TimeUnit.SECONDS));
    }

    @Test
    void connectionThatIsRefusedSaysSo() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = unused.getLocalPort();
        }

        String message = assertThrows(IOException.class,
                () -> execute(Json.createObjectBuilder().add("url", "http://127.0.0.1:" + port + "/"))).getMessage();

        assertEquals("GET http://127.0.0.1:" + port + "/ failed: nothing accepts connections there", message);
    }

    @Test
    void hostThatDoesNotExistSaysSo() {
        allowedHosts = List.of("*");

        String message = assertThrows(IOException.class,
                () -> execute(Json.createObjectBuilder().add("url", "http://no-such-host.invalid/"))).getMessage();

        assertEquals("GET http://no-such-host.invalid/ failed: the host name is not known", message);
    }

    @Test
    void inputThatIsNoObjectFails() {
        HttpRequestStep step = new HttpRequestStep(HttpRequestArgument.of(request("/").build()), settings(), clients);

        assertThrows(IllegalArgumentException.class, () -> step.execute(JsonValue.TRUE, context));
    }

    private JsonObjectBuilder request(String pathAndQuery) {
        return Json.createObjectBuilder().add("url", url(pathAndQuery));
    }

    private String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery;
    }

    private JsonObject execute(JsonObjectBuilder request) throws Exception {
        return new HttpRequestStep(HttpRequestArgument.of(request.build()), settings(), clients).execute(DATA, context);
    }

    private JsonObject response(JsonObjectBuilder request) throws Exception {
        return execute(request).getJsonObject("response");
    }

    private Received received() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    private void awaitTestEnd() {
        try {
            assertTrue(testEnds.await(50, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String path, int status, Map<String, String> headers, byte[] body) {
        server.createContext(path, exchange -> {
            received.add(Received.of(exchange));
            headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private Settings settings() {
        return settings(allowedHosts, MOST_BYTES);
    }

    static Settings settings(List<String> allowedHosts, int mostBytes) {
        return new Settings() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T get(Setting<T> setting) {
                return (T) (setting == Setting.ALLOWED_HOSTS ? allowedHosts : Integer.valueOf(mostBytes));
            }
        };
    }

    private record Received(String method, String path, String contentType, String authorization, String acceptEncoding, byte[] body) {
        static Received of(HttpExchange exchange) throws IOException {
            return new Received(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Authorization"), exchange.getRequestHeaders().getFirst("Accept-Encoding"),
                    exchange.getRequestBody().readAllBytes());
        }
    }
}
