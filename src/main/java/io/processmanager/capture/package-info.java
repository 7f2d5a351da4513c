/** What a step prints and logs, taken from the streams of the server for the thread that executes it. Uses {@code view}, {@code text} and {@code configuration}. */
package io.processmanager.capture;
