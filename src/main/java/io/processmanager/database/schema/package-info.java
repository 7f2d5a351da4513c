/** Migrates the schema at start-up, or explains why it cannot. */
package io.processmanager.database.schema;
