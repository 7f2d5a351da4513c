package io.processmanager.benchmark.product;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.StepSpec;
import io.processmanager.benchmark.node.CopiedRows;
import io.processmanager.benchmark.node.Engine;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The product, called as an application calls it. What has become of the processes is read from its tables. */
final class ProductEngine implements Engine {

    private static final String NAME = "benchmark";
    private static final List<String> TABLES = List.of("process", "process_step", "process_log");
    private static final long PAUSE_BETWEEN_ENDED_MILLIS = 50;
    private static final int PID_DIGITS = 32;

    private final ProcessManager processes;
    private final DataSource database;
    private final UserTransaction transaction;
    private final int places;

    /**
     * @param processes the product
     * @param database its database
     * @param transaction that of a caller
     * @param places how many processes the node executes at a time
     */
    ProductEngine(ProcessManager processes, DataSource database, UserTransaction transaction, int places) {
        this.processes = processes;
        this.database = database;
        this.transaction = transaction;
        this.places = places;
    }

    @Override
    public String start(int steps) {
        return processes.start(process(steps));
    }

    @Override
    public void startAndCommit(int steps) throws Exception {
        transaction.begin();
        start(steps);
        transaction.commit();
    }

    @Override
    public void startAll(int count, int steps) {
        processes.startAll(IntStream.range(0, count).mapToObj(i -> process(steps)).toList());
    }

    private static ManagedProcess process(int steps) {
        ManagedProcess.Builder process = ManagedProcess.named(NAME).data(Map.of("number", steps));
        for (int step = 1; step <= steps; step++) {
            process.step("step-" + step, StepSpec.of(NoOpStep.class));
        }
        return process.build();
    }

    /** Every place of the runner is taken by a process that waits, so that what is started stays in the queue. */
    @Override
    public void pause() throws InterruptedException {
        Gate.close(places);
        ManagedProcess gate = ManagedProcess.named("gate").step("gate", StepSpec.of(GateStep.class)).timeout(Duration.ofHours(1)).build();
        processes.startAll(IntStream.range(0, places).mapToObj(i -> gate).toList());
        Gate.awaitArrivals();
    }

    @Override
    public void resume() {
        Gate.open();
    }

    @Override
    public long waiting() throws SQLException {
        return number("select count(*) from process where name = '" + NAME + "' and state in ('QUEUED', 'RUNNING')");
    }

    @Override
    public long finishedSteps() throws SQLException {
        return number("select sum(step_count) from process where name = '" + NAME + "' and state = 'FINISHED'");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public Map<String, Long> ends(long since) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select pid, finished_at from process where finished_at >= ? and name = '" + NAME + "'")) {
            statement.setLong(1, since / 1_000);
            Map<String, Long> ends = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ends.put(rows.getString(1), rows.getLong(2) * 1_000);
                }
            }
            return ends;
        }
    }

    @Override
    public void discardWaiting() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("delete from process where name = '" + NAME + "' and state = 'QUEUED'")) {
            statement.executeUpdate();
        }
    }

    /** The processes at the gate count, too: they end after it was opened. */
    @Override
    public boolean removeEnded() throws SQLException {
        if (number("select count(*) from process where finished_at is null") > 0) {
            return false;
        }
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                statement.execute("truncate " + String.join(", ", TABLES));
            } else {
                // To truncate them, Derby would lock its catalog against the runner.
                for (String table : TABLES) {
                    statement.execute("delete from " + table);
                }
            }
        }
        return true;
    }

    @Override
    public void addEnded(int count) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String template = text(connection, "select max(pid) from process where name = '" + NAME + "' and state = 'FINISHED' and step_count = 1");
            CopiedRows copied = new CopiedRows(connection);
            for (String table : List.of("process", "process_step")) {
                copied.add(table, "pid = '" + template + "'", count, column -> ended(column, count));
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** Pids begin with the time of their creation: those of processes that ended before stand before the new ones in every index. */
    private static String ended(String column, int count) {
        return switch (column) {
            case "pid" -> CopiedRows.numberOfLength(PID_DIGITS);
            case "name" -> "'ended before'";
            default -> column.endsWith("_at") ? column + " - " + PAUSE_BETWEEN_ENDED_MILLIS + " * (" + count + " - " + CopiedRows.NUMBER + ")" : column;
        };
    }

    @Override
    public void close() {
        // It belongs to the server.
    }
}
