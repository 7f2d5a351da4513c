/** Captures what a step prints and logs, per thread. Uses {@code view}, {@code text} and {@code configuration} only. */
package io.processmanager.capture;
