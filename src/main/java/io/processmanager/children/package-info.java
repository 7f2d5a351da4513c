/** How a process waits for the processes that one of its steps has started. */
package io.processmanager.children;
