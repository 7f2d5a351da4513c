/** One attempt at a step: what it is given, its deadline, who may stop it, and its one outcome. */
package io.processmanager.execution.attempt;
