/**
 * Breaks things while the product works (servers killed and frozen, the database stopped, connections cut), with real servers and a real database, and
 * checks afterwards from the database and from what the steps have left outside that nothing is lost, stuck or done twice.
 */
package io.processmanager.fault;
