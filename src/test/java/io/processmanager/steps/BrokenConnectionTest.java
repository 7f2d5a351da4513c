package io.processmanager.steps;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.configuration.Settings;
import io.processmanager.steps.http.HttpClients;
import io.processmanager.steps.http.HttpRequestArgument;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that keeps its connections open, and closes one instead of answering the second request on it. */
@Timeout(60)
class BrokenConnectionTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClients clients = new HttpClients();
    private ServerSocket server;
    private volatile String secondAnswer = "";
    private volatile boolean closesEachConnection;

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
        threads.shutdownNow();
        clients.letGo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void idempotentRequestIsSentAgainOnAnotherConnection(String method) throws Exception {
        send("GET");

        assertEquals(200, send(method).getInt("status"));

        assertEquals(List.of("GET 1.1", method + " 1.2", method + " 2.1"), received);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void otherRequestIsSentOnceOnly(String method) throws Exception {
        send("GET");

        String message = assertThrows(IOException.class, () -> send(method)).getMessage();

        assertTrue(message.startsWith(method + " http://127.0.0.1:") && message.contains(" failed: "), message);
        assertEquals(List.of("GET 1.1", method + " 1.2"), received);
    }

    @Test
    void answerThatBreaksOffIsNotAskedForAgain() throws Exception {
        secondAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok";
        send("GET");

        assertThrows(IOException.class, () -> send("PUT"));

        assertEquals(List.of("GET 1.1", "PUT 1.2"), received);
    }

    @Test
    void serverThatNeverAnswersIsGivenUp() {
        closesEachConnection = true;

        assertThrows(IOException.class, () -> send("PUT"));

        assertEquals(List.of("PUT 1.1", "PUT 2.1"), received);
    }

    private JsonObject send(String method) throws Exception {
        HttpRequestArgument argument = HttpRequestArgument.of(Json.createObjectBuilder().add("url", "http://127.0.0.1:" + server.getLocalPort() + "/")
                .add("method", method).build());
        Settings settings = HttpRequestStepTest.settings(List.of("127.0.0.1"), 1_000);
        return new HttpRequestStep(argument, settings, clients).execute(JsonValue.EMPTY_JSON_OBJECT, new RecordingContext()).getJsonObject("response");
    }

    private void accept() {
        try {
            for (int number = 1;; number++) {
                Socket socket = server.accept();
                int connection = number;
                threads.execute(() -> serve(socket, connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (int request = 1; request <= 2; request++) {
                String method = request(in);
                received.add(method + " " + connection + "." + request);
                boolean isLast = request == 2 || closesEachConnection;
                String answer = isLast ? secondAnswer : method.equals("HEAD") ? ANSWER.substring(0, ANSWER.length() - 2) : ANSWER;
                socket.getOutputStream().write(answer.getBytes(US_ASCII));
                socket.getOutputStream().flush();
                if (isLast) {
                    return;
                }
            }
        } catch (IOException | IllegalStateException brokenByTheClient) {
            // It is asked what was received.
        }
    }

    /** Reads one request to its end. */
    private static String request(BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null) {
            throw new IllegalStateException("there is no further request");
        }
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        return first.substring(0, first.indexOf(' '));
    }
}
