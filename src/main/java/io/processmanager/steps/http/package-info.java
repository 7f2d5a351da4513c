/** What the step type {@code http-request} sends and receives: addresses, headers, encodings and limits. */
package io.processmanager.steps.http;
