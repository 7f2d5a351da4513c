/** Bulk changes: the process that makes them, batch by batch. */
package io.processmanager.manager.bulk;
