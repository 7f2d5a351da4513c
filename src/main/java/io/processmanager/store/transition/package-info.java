/**
 * The transitions of a process, each defined once as data, and the group-commit statements that write them under a
 * claim's fence.
 */
package io.processmanager.store.transition;
