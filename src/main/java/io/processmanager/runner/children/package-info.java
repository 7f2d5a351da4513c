/**
 * Child processes, as the runner of their parent sees them: they are started with its checkpoint, awaited without a
 * thread, and their outputs put together. Must not know how processes are executed.
 */
package io.processmanager.runner.children;
