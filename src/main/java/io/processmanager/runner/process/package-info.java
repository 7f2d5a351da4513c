/** A claimed process: its steps, transitions and stop requests. Knows nothing of claiming. */
package io.processmanager.runner.process;
