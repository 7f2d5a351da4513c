/** The look-up of runs: checkpoints, which are the successful ones, the others, and the one that is executed now. */
package io.processmanager.store.runs;
