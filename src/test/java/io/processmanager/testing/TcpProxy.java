package io.processmanager.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire to a port of this machine that can be cut and mended. Cutting resets all connections at once, wherever in a conversation they are; a partition
 * keeps them open but lets no byte through in either direction, as a network does whose packets are dropped.
 */
public final class TcpProxy implements AutoCloseable {


    private final int target;
    private final ServerSocket entrance;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private volatile List<byte[]> unanswered = List.of();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private boolean partitioned;
    private volatile boolean closed;

    private TcpProxy(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    /** @param target the port of the loopback interface to which it leads */
    public static TcpProxy to(int target) {
        try {
            TcpProxy proxy = new TcpProxy(target);
            daemon("proxy to " + target, proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** @return how many connections were cut so far */
    public int cuts() {
        return cuts.get();
    }

    /** Resets all connections; new ones are served. */
    public void cut() {
        for (Wire wire : wires) {
            if (wire.cut()) {
                cuts.incrementAndGet();
            }
        }
    }

    /**
     * From now on a connection is cut when an answer with the given text comes along, and the answer is dropped: the client cannot know what has become of
     * its request, and it was done. That is the worst moment to lose a connection, here made to happen every time.
     *
     * @param texts what the answers contain, in ASCII: PostgreSQL answers a commit with "COMMIT". Of several, each must have come along on the same connection before the
     *         next one counts, and it is the answer with the last one that is lost
     */
    public void loseAnswersWith(String... texts) {
        unanswered = Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
    }

    /** All answers get back again. */
    public void loseNoAnswers() {
        unanswered = List.of();
    }

    /** @return how many answers were lost so far */
    public int lostAnswers() {
        return lostAnswers.get();
    }

    /** From now on no byte passes, and new connections get no answer. */
    public void partition() {
        lock.lock();
        try {
            partitioned = true;
        } finally {
            lock.unlock();
        }
    }

    /** Mends it: what has waited passes now. */
    public void heal() {
        lock.lock();
        try {
            partitioned = false;
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        heal();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the proxy to " + target, e);
        }
        wires.forEach(Wire::cut);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = entrance.accept();
                daemon("proxied connection to " + target, () -> serve(client));
            } catch (IOException endOrRefused) {
                if (!closed) {
                    throw new UncheckedIOException("the proxy to " + target + " accepts no more", endOrRefused);
                }
            }
        }
    }

    private void serve(Socket client) {
        try {
            passWhenHealed();
            Wire wire = new Wire(client, new Socket(InetAddress.getLoopbackAddress(), target));
            wires.add(wire);
            daemon("answers of " + target, () -> wire.pump(wire.server, wire.client, wire::mayAnswer));
            wire.pump(wire.client, wire.server, (request, length) -> true);
        } catch (IOException targetIsDown) {
            reset(client);
        }
    }

    private void passWhenHealed() {
        lock.lock();
        try {
            while (partitioned) {
                healed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes with a reset, so that the other side learns at once and nothing in flight arrives. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // What cannot be closed is closed already.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean contains(byte[] bytes, int length, byte[] text) {
        for (int i = 0; i + text.length <= length; i++) {
            if (Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** Decides whether bytes go on. */
    @FunctionalInterface
    private interface Passage {
        boolean mayPass(byte[] bytes, int length);
    }

    /** One connection through the proxy. */
    private final class Wire {

        private final Socket client;
        private final Socket server;
        private List<byte[]> awaited = List.of();
        private int seen;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to, Passage passage) {
            byte[] buffer = new byte[16_384];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    passWhenHealed();
                    if (!passage.mayPass(buffer, length)) {
                        return;
                    }
                    out.write(buffer, 0, length);
                }
            } catch (IOException cutOrEnded) {
                // Either side has ended the connection, or we have.
            } finally {
                cut();
            }
        }

        boolean mayAnswer(byte[] bytes, int length) {
            List<byte[]> texts = unanswered;
            if (texts != awaited) {
                awaited = texts;
                seen = 0;
            }
            if (seen < texts.size() && contains(bytes, length, texts.get(seen))) {
                seen++;
                if (seen == texts.size()) {
                    lostAnswers.incrementAndGet();
                    return false;
                }
            }
            return true;
        }

        boolean cut() {
            reset(client);
            reset(server);
            return wires.remove(this);
        }
    }
}
