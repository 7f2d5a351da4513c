/** The claim of what is due, the registry of runners, and what becomes of claims that were lost: rescue and orphans. */
package io.processmanager.store.claim;
