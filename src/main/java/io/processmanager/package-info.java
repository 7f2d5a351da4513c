/**
 * What users of the process manager see: the entry points {@link io.processmanager.ProcessManager} and
 * {@link io.processmanager.StepExecutor}, what a process is made of, what a step implements, and what can go wrong. It uses no other
 * package of the project; all others may use it.
 */
package io.processmanager;
