package io.processmanager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.database.OneSession;
import io.processmanager.store.CommitInquiry.Fate;
import io.processmanager.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL tells of a transaction whose caller has lost it. */
class TransactionMarkIT {

    private static final String CHANGE = "update process set revision = revision + 1 where pid = 'old'";
    private static final String DELETE = "delete from process where pid = 'old'";
    private static final String INSERT = """
            insert into process (pid, name, state, fence, revision, specification, data, step_count, step_index, attempt, percent, step_name, timeout_ms,
                spent_ms, rescues, created_at, due_at) values ('%s', 'test', 'QUEUED', 0, 0, '{}', '{}', 1, 0, 1, 0, 'a', 60000, 0, 0, 0, 0)""";

    private static PostgresServer postgres;

    @BeforeAll
    static void open() throws SQLException {
        postgres = PostgresServer.start("marks");
        new OneSession(postgres.url(), postgres.user(), postgres.password()).close();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @BeforeEach
    void oneProcess() {
        postgres.sql().execute("delete from process");
        postgres.sql().execute(String.format(Locale.ROOT, INSERT, "old"));
    }

    /** A transaction that has changed something and is not over. */
    private record Open(Connection connection, TransactionMark mark) implements AutoCloseable {

        static Open with(String pid, String change) throws SQLException {
            Connection connection = postgres.sql().connect();
            connection.setAutoCommit(false);
            TransactionMark mark = TransactionMark.of(connection, pid);
            try (Statement statement = connection.createStatement()) {
                statement.execute(change);
            }
            return new Open(connection, mark);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static Fate fate(TransactionMark mark) throws SQLException {
        try (Connection connection = postgres.sql().connect()) {
            return mark.fate(connection);
        }
    }

    @Test
    void whatWasCommittedWasMade() throws SQLException {
        try (Open open = Open.with("new", String.format(Locale.ROOT, INSERT, "new"))) {
            assertEquals(Fate.UNKNOWN, fate(open.mark()), "it is not over");
            open.connection().commit();
            assertEquals(Fate.MADE, fate(open.mark()));
        }
        try (Open open = Open.with("old", CHANGE)) {
            open.connection().commit();
            assertEquals(Fate.MADE, fate(open.mark()));
        }
        try (Open open = Open.with("old", DELETE)) {
            open.connection().commit();
            assertEquals(Fate.MADE, fate(open.mark()));
        }
    }

    @Test
    void whatWasRolledBackWasNotMadeEvenIfAnotherHasDoneTheSame() throws SQLException {
        try (Open open = Open.with("old", CHANGE)) {
            open.connection().rollback();
            assertEquals(Fate.NOT_MADE, fate(open.mark()));
            postgres.sql().execute(CHANGE);
            assertEquals(Fate.NOT_MADE, fate(open.mark()));
        }
    }

    @Test
    void theNumberOfAnotherTransactionProvesNothing() throws SQLException {
        try (Open open = Open.with("old", CHANGE); Open other = Open.with("other", String.format(Locale.ROOT, INSERT, "other"))) {
            other.connection().commit();
            TransactionMark reused = new TransactionMark(other.mark().transaction(), open.mark().serverStart(), "old", open.mark().revision());
            assertEquals(Fate.NOT_MADE, fate(reused));
        }
    }

    @Test
    void afterARestartOnlyWhatNobodyElseCanHaveDoneIsKnown() throws SQLException {
        try (Open started = Open.with("new", String.format(Locale.ROOT, INSERT, "new")); Open changed = Open.with("old", CHANGE); Open lost = Open.with("lost", String.format(Locale.ROOT, INSERT, "lost"))) {
            started.connection().commit();
            changed.connection().commit();
            postgres.stop(PostgresServer.Stop.FAST);
            postgres.start();

            assertEquals(Fate.MADE, fate(started.mark()));
            assertEquals(Fate.NOT_MADE, fate(lost.mark()));
            assertEquals(Fate.UNKNOWN, fate(changed.mark()), "somebody else may have changed it since");
        }
    }
}
