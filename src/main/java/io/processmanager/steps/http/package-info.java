/** HTTP requests and responses for {@code http-request}. Must not know the step classes. */
package io.processmanager.steps.http;
