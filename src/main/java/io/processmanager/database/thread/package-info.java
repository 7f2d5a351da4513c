/** The threads of ours that work for the database. None ends before the deployment does, or by an exception. */
package io.processmanager.database.thread;
