/** Transactions: our own on the reserved connections, the caller's, and actions after commit. */
package io.processmanager.database.transaction;
