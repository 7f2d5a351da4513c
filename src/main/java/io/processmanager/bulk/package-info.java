/** What callers need to change many processes by one request. Uses the root package and {@code view}. */
package io.processmanager.bulk;
