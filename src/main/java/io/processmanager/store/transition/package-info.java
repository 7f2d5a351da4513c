/** Each transition of a process, once, as data, and the statements of a group commit that write it under the fence of its claim. */
package io.processmanager.store.transition;
