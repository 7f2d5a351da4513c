package io.processmanager.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface, for servers that have to be told theirs before they listen on it. They are below those that operating systems give to clients, so that
 * no connection takes one between the choice and the start of the server, and none is chosen twice by one Java virtual machine.
 */
public final class FreePort {

    /** Linux begins to give ports to clients at 32768, others at 49152. */
    static final int LOWEST = 20_000;
    static final int LIMIT = 32_000;

    private static final Set<Integer> CHOSEN = new HashSet<>();

    private FreePort() {
    }

    /** A port that nobody listens on now. */
    public static synchronized int choose() {
        for (int attempts = 0; attempts < LIMIT - LOWEST; attempts++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, LIMIT);
            if (!CHOSEN.contains(port) && canListen(port)) {
                CHOSEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("there is no free port from " + LOWEST + " to " + LIMIT);
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    public static boolean isFree(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return false;
        } catch (IOException nobodyListens) {
            return true;
        }
    }
}
