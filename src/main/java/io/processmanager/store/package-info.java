/**
 * The tables, and everything that knows them: entities, transitions, queries, the shared commits of starts and of the runner's writes, the registry of
 * runners, the schema. All times are the database's clock. Uses {@code database}, the root package and {@code configuration}.
 */
package io.processmanager.store;
