/** Lists and counts of processes, by queries that read no more than they return. */
package io.processmanager.store.search;
