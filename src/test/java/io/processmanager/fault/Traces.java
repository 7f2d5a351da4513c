package io.processmanager.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the steps have written outside the database. */
final class Traces {

    private final Path file;

    Traces(Path file) {
        this.file = file;
    }

    /**
     * One execution of a step.
     *
     * @param what whether it "begin"s, was "stopped" (interrupted) or is at its "end"
     * @param begin by the clock of this machine, in milliseconds
     * @param end likewise; 0 at the beginning
     */
    record Run(String what, String pid, String step, int attempt, long begin, long end, String node) {

        private static Run parse(String line) {
            String[] parts = line.split(" ");
            return new Run(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]), Long.parseLong(parts[4]), Long.parseLong(parts[5]), parts[6]);
        }

        boolean isBegin() {
            return what.equals("begin");
        }
    }

    List<Run> runs() {
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream().map(Run::parse).toList() : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Those that have begun to execute a step, in the order of their beginning. */
    List<Run> begun(String pid, String step) {
        return said("begin", pid, step);
    }

    /** Those that were interrupted. */
    List<Run> stopped(String pid, String step) {
        return said("stopped", pid, step);
    }

    /** Those that have done their work. */
    List<Run> ended(String pid, String step) {
        return said("end", pid, step);
    }

    private List<Run> said(String what, String pid, String step) {
        return runs().stream().filter(run -> run.what().equals(what) && run.pid().equals(pid) && run.step().equals(step)).toList();
    }
}
