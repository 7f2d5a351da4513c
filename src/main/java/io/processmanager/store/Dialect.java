package io.processmanager.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The databases that we know, and in what they differ. */
enum Dialect {
    DERBY("Apache Derby", "derby"),
    POSTGRESQL("PostgreSQL", "postgresql");

    private final String product;
    private final String migrations;

    Dialect(String product, String migrations) {
        this.product = product;
        this.migrations = migrations;
    }

    static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values()).filter(dialect -> dialect.product.equals(name)).findFirst()
                .orElseThrow(() -> new SQLException("The data source is a " + name + " database; Process Manager knows "
                        + Arrays.stream(values()).map(dialect -> dialect.product).collect(Collectors.joining(" and "))));
    }

    /** The folder of the schema's migrations. */
    String migrations() {
        return "db/" + migrations;
    }

    /** @return what is added to a query that must not wait for the locks of writers */
    String withoutWaiting() {
        return this == DERBY ? " with ur" : "";
    }

    ClaimStatements claimStatements(UncommittedChanges uncommitted) {
        return switch (this) {
            case DERBY -> new DerbyClaimStatements(uncommitted);
            case POSTGRESQL -> new PostgresClaimStatements();
        };
    }
}
