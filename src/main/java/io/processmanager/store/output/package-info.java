/** What steps have returned and what their attempts have printed, streamed in pieces. */
package io.processmanager.store.output;
