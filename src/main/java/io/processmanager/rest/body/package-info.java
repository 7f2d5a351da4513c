/**
 * The body of a request: read up to the limit, decoded, and turned into JSON without letting anything pass that would be changed or lost
 * on the way. What the JSON says is read by {@link io.processmanager.rest.request}. Uses the root package, the settings and the problems.
 */
package io.processmanager.rest.body;
