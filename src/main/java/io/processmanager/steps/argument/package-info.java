/** Arguments of steps that are objects with fields, and what is wrong with them. */
package io.processmanager.steps.argument;
