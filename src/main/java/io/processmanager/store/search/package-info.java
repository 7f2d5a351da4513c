/** Lists and counts of processes, by queries that read no more than they answer. */
package io.processmanager.store.search;
