package io.processmanager.runner;

import java.sql.SQLException;

/** Something that needs the database. */
@FunctionalInterface
interface DatabaseTask {

    void run() throws SQLException;
}
