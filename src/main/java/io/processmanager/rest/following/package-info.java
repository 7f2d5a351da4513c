/**
 * Clients that wait for something to happen to a process: by server-sent events, or for the answer to {@code Prefer: wait}. None of them
 * holds a thread while nothing happens, and none can hold up those who write to the database. Uses the root package, the settings, the
 * announcements of changes and the representations.
 */
package io.processmanager.rest.following;
