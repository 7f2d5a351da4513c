/**
 * Request bodies: bounded, decoded and parsed as JSON without silent changes. Must not know what the JSON means;
 * {@link io.processmanager.rest.request} does.
 */
package io.processmanager.rest.body;
