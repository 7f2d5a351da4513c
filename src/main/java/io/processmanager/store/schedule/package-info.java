/** The tables of schedules and of the lease for plugins. Knows when a schedule fires, but starts nothing. */
package io.processmanager.store.schedule;
