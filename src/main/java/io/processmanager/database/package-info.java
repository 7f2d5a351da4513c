/** The threads of ours that work for the database and must not end before the deployment does. Knows no process and uses no other package. */
package io.processmanager.database;
