/**
 * The tables of the process manager, and everything that knows them. Here is what callers change, and how a change whose commit fails is looked
 * up; the parts are below: {@code entity}, {@code change} (who is told of changes), {@code transition} (each change of a state, once, as data),
 * {@code start}, {@code claim}, {@code advance}, {@code lookup} and {@code search}. All times are the database's clock. Uses {@code database}, the root
 * package and what it uses, and {@code configuration}.
 */
package io.processmanager.store;
