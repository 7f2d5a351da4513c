/**
 * Clients that wait for changes of a process, by server-sent events or {@code Prefer: wait}. They hold no thread while
 * idle, and never delay database writers. Must not know the resources.
 */
package io.processmanager.rest.following;
