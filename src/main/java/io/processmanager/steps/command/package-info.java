/** Programs for {@code command}: which are allowed, and what they print. Must not know the step classes. */
package io.processmanager.steps.command;
