/** Threads that work on the database. None ends before the deployment, or by an exception. */
package io.processmanager.database.thread;
