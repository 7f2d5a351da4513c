/** The argument of the step that starts child processes. */
package io.processmanager.steps.processes;
