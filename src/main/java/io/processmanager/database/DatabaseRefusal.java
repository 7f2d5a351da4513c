package io.processmanager.database;

import java.util.Optional;

/** Explains a database failure in the database's own words, not the pool's, with a remedy for the administrator. */
public final class DatabaseRefusal {

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String READ_ONLY = "25006";
    private static final String NOT_ALLOWED = "42501";
    private static final String NO_SUCH_STATEMENT = "26000";
    private static final String STATEMENT_EXISTS = "42P05";

    private DatabaseRefusal() {
    }

    /**
     * @param failure what was thrown
     * @return the reason, and a remedy if known
     */
    public static String explain(Throwable failure) {
        Optional<SqlFailure> said = SqlFailure.in(failure);
        String words = said.map(sql -> sql.exception().getMessage()).orElseGet(() -> String.valueOf(failure.getMessage()));
        return words + said.flatMap(sql -> remedy(sql.exception().getSQLState())).map(remedy -> ". " + remedy).orElse("");
    }

    private static Optional<String> remedy(String sqlState) {
        if (sqlState.startsWith("28")) {
            return Optional.of("Correct process-manager.db.user and process-manager.db.password, or let the database accept that user from this server");
        }
        return switch (sqlState) {
            case NO_SUCH_DATABASE -> Optional.of("Create that database, or correct process-manager.db.url");
            case READ_ONLY -> Optional.of("The database takes no changes: it may be a standby. Let process-manager.db.url lead to the primary; with several hosts in it, add"
                    + " targetServerType=primary");
            case NOT_ALLOWED -> Optional.of("Grant that to the user of process-manager.db.user; all that it needs is granted by"
                    + " GRANT CREATE, USAGE ON SCHEMA and by GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA");
            case NO_SUCH_STATEMENT, STATEMENT_EXISTS -> Optional.of("A connection pooler between here and PostgreSQL seems to pool by transaction: add prepareThreshold=0 to"
                    + " process-manager.db.url, or let it pool by session");
            default -> Optional.empty();
        };
    }
}
