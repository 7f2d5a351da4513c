/**
 * Reads requests strictly: whatever is not understood is refused with its position. Must not know what it means: the
 * process manager checks that.
 */
package io.processmanager.rest.request;
