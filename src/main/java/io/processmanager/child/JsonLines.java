package io.processmanager.child;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Messages between a server and its child: JSON objects, one a line, over a socket that nobody else knows. */
public final class JsonLines implements Closeable {

    private final SocketChannel socket;
    private final BufferedReader reader;

    public JsonLines(SocketChannel socket) {
        this.socket = socket;
        this.reader = new BufferedReader(new InputStreamReader(new SocketInput(), StandardCharsets.UTF_8));
    }

    /** Those of {@code Channels} share a lock: a thread that reads would keep others from writing. */
    private final class SocketInput extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : socket.read(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    /**
     * May be called by several threads.
     *
     * @throws IOException if the other end is gone
     */
    public synchronized void send(JsonObject message) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(message + "\n");
        while (line.hasRemaining()) {
            socket.write(line);
        }
    }

    /**
     * @return the next message; empty at the end
     * @throws IOException if the socket breaks
     * @throws RuntimeException if the other end sends something else
     */
    public Optional<JsonObject> next() throws IOException {
        return Optional.ofNullable(reader.readLine()).map(line -> JsonMapping.parse(line).asJsonObject());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
