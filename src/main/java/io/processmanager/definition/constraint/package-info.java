/** Checks the arguments and the input of steps against constraints of Jakarta Validation. Nobody else uses jakarta.validation but for its annotations. */
package io.processmanager.definition.constraint;
