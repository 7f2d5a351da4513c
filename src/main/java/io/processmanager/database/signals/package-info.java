/** Short messages to all nodes through the database (LISTEN and NOTIFY of PostgreSQL). */
package io.processmanager.database.signals;
