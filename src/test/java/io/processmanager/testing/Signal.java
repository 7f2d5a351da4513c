package io.processmanager.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Sends signals that Java cannot send itself, to one process that the test has started. */
final class Signal {

    private Signal() {
    }

    static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("signal " + name + " could not be sent to process " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send signal " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending signal " + name, e);
        }
    }
}
