package io.processmanager.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What PgBouncer lets the database say is told with what to do. */
class DatabaseRefusalTest {

    private static final String POOLER = ". A connection pooler between here and PostgreSQL seems to pool by transaction: add prepareThreshold=0 to process-manager.db.url,"
            + " or let it pool by session";

    @Test
    void statementThatAnotherConnectionHasPreparedPointsToThePooler() {
        assertEquals("ERROR: prepared statement \"S_1\" does not exist" + POOLER, explain("ERROR: prepared statement \"S_1\" does not exist", "26000"));
        assertEquals("ERROR: prepared statement \"S_2\" already exists" + POOLER, explain("ERROR: prepared statement \"S_2\" already exists", "42P05"));
    }

    private static String explain(String message, String sqlState) {
        return DatabaseRefusal.explain(new IllegalStateException("the write failed", new SQLException(message, sqlState)));
    }
}
