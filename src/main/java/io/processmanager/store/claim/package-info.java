/** Claims of due processes, the registry of runners, and lost claims: rescue and orphans. */
package io.processmanager.store.claim;
