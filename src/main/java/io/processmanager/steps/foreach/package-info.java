/** The parts of the step that executes another one for each item: its argument, where items come from, and what is done. */
package io.processmanager.steps.foreach;
