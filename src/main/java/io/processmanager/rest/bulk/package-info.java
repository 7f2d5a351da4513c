/** Requests about many processes at once: start, count and change them. */
package io.processmanager.rest.bulk;
