/**
 * What users of the process manager see: the entry points {@link io.processmanager.ProcessManager},
 * {@link io.processmanager.Runners} and {@link io.processmanager.StepExecutor}, what a process is made of, what a step
 * implements, and what can go wrong. What look-ups answer is in {@link io.processmanager.view}. Uses {@code view} and
 * {@code json}; all others may use it.
 */
package io.processmanager;
