package io.processmanager.remote;

import io.processmanager.child.JsonLines;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Executes the steps that the server asks for, one after the other, and ends when none comes for a minute or the server is
 * gone.
 */
public final class RemoteMain {

    private static final long LONGEST_IDLE_SECONDS = 60;
    private static final JsonObject END = JsonValue.EMPTY_JSON_OBJECT;

    private final JsonLines server;
    private final BlockingQueue<JsonObject> requests = new LinkedBlockingQueue<>();
    private volatile RemoteAttempt attempt;

    private RemoteMain(JsonLines server) {
        this.server = server;
    }

    /** @param args the path of the socket */
    public static void main(String[] args) throws IOException, InterruptedException {
        // Nothing but steps print here, in the charset in which the server reads.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        System.setOut(new PrintStream(out, true, Charset.defaultCharset()));
        System.setErr(new PrintStream(err, true, Charset.defaultCharset()));
        try (JsonLines server = new JsonLines(SocketChannel.open(UnixDomainSocketAddress.of(args[0])))) {
            new RemoteMain(server).serve(out, err);
        }
        // A thread that a step has left behind keeps nothing alive.
        System.exit(0);
    }

    private void serve(FileOutputStream out, FileOutputStream err) throws IOException, InterruptedException {
        Thread reader = new Thread(this::read, "server");
        reader.setDaemon(true);
        reader.start();
        do {
            server.send(JsonMapping.JSON.createObjectBuilder().add("ready", true).build());
            JsonObject request = requests.poll(LONGEST_IDLE_SECONDS, TimeUnit.SECONDS);
            if (request == null || request == END) {
                return;
            }
            attempt = new RemoteAttempt(request, server);
            JsonObject answer = attempt.execute();
            System.out.flush();
            System.err.flush();
            byte[] mark = request.getString("mark").getBytes(StandardCharsets.US_ASCII);
            out.write(mark);
            err.write(mark);
            server.send(answer);
            // What is interrupted later than that is nobody's.
            attempt = null;
            Thread.interrupted();
        } while (true);
    }

    private void read() {
        try {
            for (Optional<JsonObject> message = server.next(); message.isPresent(); message = server.next()) {
                take(message.get());
            }
        } catch (IOException serverGone) {
            requests.add(END);
        }
        // The server is gone, and nobody wants a result.
        Runtime.getRuntime().halt(0);
    }

    private void take(JsonObject message) {
        RemoteAttempt current = attempt;
        if (message.containsKey("class")) {
            requests.add(message);
        } else if (current != null) {
            current.told(message);
        }
    }
}
