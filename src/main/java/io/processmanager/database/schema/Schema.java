package io.processmanager.database.schema;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.processmanager.configuration.Setting;
import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.database.SqlFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Creates and migrates the tables at start-up. */
@ApplicationScoped
public class Schema {

    private final Database database;

    @Inject
    Schema(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    Schema() {
        this(null);
    }

    /**
     * Migrates the schema. Several nodes may do so at once: Flyway locks its history table.
     *
     * @throws SQLException if the database does not answer, or takes no changes now
     * @throws IncompatibleSchemaException if the schema is newer or was changed by hand, or the user lacks rights to
     *     make, change or use it
     */
    public void migrate() throws SQLException {
        Dialect dialect = dialect();
        if (dialect.hasRights()) {
            SchemaRights rights = rights();
            rights.requireWritable();
            refuse(rights.whyNotMade(), null);
        }
        ClassLoader loader = Schema.class.getClassLoader();
        Flyway flyway = Flyway.configure(loader).dataSource(database.dataSource()).resourceProvider(new MigrationScripts(loader, dialect))
                .table("process_manager_schema").baselineOnMigrate(true).baselineVersion("0")
                .ignoreMigrationPatterns(new String[0]).validateMigrationNaming(true).load();
        try {
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException failure) {
            if (SqlFailure.in(failure).filter(SqlFailure::isAboutRights).isPresent() && dialect.hasRights()) {
                SchemaRights rights = rights();
                refuse(rights.whyNotUsed().or(rights::whyNotChanged), failure);
            }
            throw SqlFailure.in(failure).filter(SqlFailure::isPassing).map(SqlFailure::exception)
                    .orElseThrow(() -> new IncompatibleSchemaException("The tables of Process Manager could not be brought up to date: "
                            + failure.getMessage(), failure));
        } finally {
            // Flyway reads its configuration by Jackson; on Payara that is the server's and keeps each class it has
            // seen.
            TypeFactory.defaultInstance().clearCache();
        }
        if (dialect.hasRights()) {
            refuse(rights().whyNotUsed(), null);
        }
    }

    private SchemaRights rights() throws SQLException {
        return database.autoCommitted(SchemaRights::read);
    }

    private static void refuse(Optional<String> reason, Exception cause) {
        if (reason.isPresent()) {
            throw new IncompatibleSchemaException("The tables of Process Manager could not be made, brought up to date or used, so it is not started: " + reason.get()
                    + ". Then deploy it again", cause);
        }
    }

    private Dialect dialect() throws SQLException {
        try {
            return database.dialect();
        } catch (SQLException failure) {
            if (SqlFailure.in(failure).filter(SqlFailure::isDerbyInUse).isPresent()) {
                throw new IncompatibleSchemaException("The Derby database is in use by another server. Embedded Derby serves one server only: stop the other"
                        + " one, give this one a data directory of its own (" + Setting.DATA.key() + "), or use PostgreSQL for both ("
                        + Setting.DB_URL.key() + ")", failure);
            }
            throw failure;
        }
    }

    private static void refuseNewer(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().all()) {
            if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                throw new IncompatibleSchemaException("The tables of Process Manager have version " + migration.getVersion()
                        + ", which this deployment does not know: a newer one has made them. Deploy that version or a later one again", null);
            }
        }
    }
}
