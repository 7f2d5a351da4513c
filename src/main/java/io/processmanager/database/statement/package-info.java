/** SQL statements as data: columns and values, named parameters, for one row or arrays of rows. */
package io.processmanager.database.statement;
