/** Items that a step is executed for, too many to be in the data of a process. */
package io.processmanager.items;
