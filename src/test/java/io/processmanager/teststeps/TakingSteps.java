package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.TransactionalProcessStep;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Steps that take connections of {@code jdbc/ProcessManager} and do not close them. */
public final class TakingSteps {

    /** By the key of the step. They are kept, so that no garbage collector helps. */
    private static final Map<String, List<Connection>> TAKEN = new ConcurrentHashMap<>();

    private TakingSteps() {
    }

    /** @return those that the steps of that key have taken */
    public static List<Connection> taken(String key) {
        return TAKEN.getOrDefault(key, List.of());
    }

    private static DataSource dataSource() throws NamingException {
        try {
            return InitialContext.doLookup("java:/jdbc/ProcessManager");
        } catch (NamingException notWildFly) {
            return InitialContext.doLookup("jdbc/ProcessManager");
        }
    }

    private static List<Connection> take(String key, int connections) throws NamingException, SQLException {
        List<Connection> taken = TAKEN.computeIfAbsent(key, none -> new ArrayList<>());
        for (int i = 0; i < connections; i++) {
            Connection connection = dataSource().getConnection();
            // The statement and its rows are left, too.
            connection.prepareStatement("select count(*) from process").executeQuery().next();
            synchronized (taken) {
                taken.add(connection);
            }
        }
        return taken;
    }

    /** Takes as many as it is told, or as there are, and returns, or fails if there are less and it was told to. */
    public static final class Takes implements ProcessStep<JsonValue, Integer> {
        private final String key;
        private final int connections;
        private final String how;

        public Takes(String key, int connections, String how) {
            this.key = key;
            this.connections = connections;
            this.how = how;
        }

        @Override
        public Integer execute(JsonValue input, StepContext context) throws Exception {
            switch (how) {
                case "returns" -> take(key, connections);
                case "fails" -> {
                    take(key, connections);
                    throw new IllegalStateException(how);
                }
                case "closes them" -> {
                    for (Connection connection : take(key, connections)) {
                        connection.close();
                    }
                }
                case "lets another thread close them" -> {
                    List<Connection> taken = take(key, connections);
                    Thread closing = new Thread(() -> taken.forEach(TakingSteps::close));
                    closing.start();
                    closing.join();
                }
                case "takes what there is and waits" -> {
                    try {
                        take(key, connections);
                    } catch (SQLException noneLeft) {
                        Executions.add(key, "none left");
                    }
                    Gate.of(key).pass();
                }
                default -> throw new IllegalArgumentException(how);
            }
            return taken(key).size();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Takes one within its transaction. */
    public static final class TakesInTransaction implements TransactionalProcessStep<JsonValue, Integer> {
        private final String key;

        public TakesInTransaction(String key) {
            this.key = key;
        }

        @Override
        public Integer execute(JsonValue input, StepContext context) throws Exception {
            return take(key, 1).size();
        }
    }
}
