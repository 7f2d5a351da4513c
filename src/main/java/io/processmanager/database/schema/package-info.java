/** Migrates the schema at start-up, or says what keeps it from that. */
package io.processmanager.database.schema;
