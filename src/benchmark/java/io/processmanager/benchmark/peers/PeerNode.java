package io.processmanager.benchmark.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.processmanager.benchmark.node.Commands;
import io.processmanager.benchmark.node.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The JVM of a peer: takes the commands of the benchmark on a port that it prints, and ends when its standard input does. */
public final class PeerNode {

    /** What the line begins with that names the port. */
    public static final String PORT = "port ";

    /** At least as many connections as workers and callers; the peers' documentation recommends some more than workers. */
    private static final int CONNECTIONS = 32;

    private final Commands commands;

    private PeerNode(Engine engine) {
        this.commands = new Commands(engine, Thread::new);
    }

    /**
     * @param arguments the name of the peer, how many workers it has, the URL of the database, its user and password
     * @throws Exception if the peer does not start
     */
    public static void main(String[] arguments) throws Exception {
        int workers = Integer.parseInt(arguments[1]);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[2]);
        pool.setUsername(arguments[3]);
        pool.setPassword(arguments[4]);
        pool.setMaximumPoolSize(CONNECTIONS);
        try (HikariDataSource database = new HikariDataSource(pool); Engine engine = engine(arguments[0], workers, database)) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", new PeerNode(engine)::answer);
            server.start();
            System.out.println(PORT + server.getAddress().getPort());
            while (System.in.read() >= 0) {
                // Nothing is said; the end is what is waited for.
            }
            server.stop(0);
        }
        System.exit(0);
    }

    private static Engine engine(String name, int workers, HikariDataSource database) throws Exception {
        return switch (name) {
            case "db-scheduler" -> new DbSchedulerEngine(database, workers);
            case "jobrunr" -> new JobRunrEngine(database, workers);
            case "quartz" -> new QuartzEngine(database, workers);
            default -> throw new IllegalArgumentException("There is no peer '" + name + "'");
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String answer;
            try {
                Map<String, Integer> parameters = parameters(exchange.getRequestURI().getRawQuery());
                answer = commands.execute(exchange.getRequestURI().getPath().substring(1), parameters::get).toString();
            } catch (Exception e) {
                e.printStackTrace();
                status = 500;
                answer = e.toString();
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, Integer> parameters(String query) {
        Map<String, Integer> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                parameters.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8), Integer.valueOf(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }
}
