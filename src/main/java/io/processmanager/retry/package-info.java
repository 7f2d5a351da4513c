/** Retry policies: their limits, their stored form, and what they decide after a failed attempt. Uses the root package, {@code json} and {@code configuration}. */
package io.processmanager.retry;
