/** Transactions: one of our own on the reserved connections, that of the caller, and what is done after it has committed. */
package io.processmanager.database.transaction;
