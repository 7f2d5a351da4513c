/** SQL statements as data: columns with their values, parameters bound by name, for one row or for arrays of rows. */
package io.processmanager.database.statement;
