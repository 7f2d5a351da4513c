package io.processmanager;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** What a step may know about its execution, and where it reports to. Valid while the step executes; safe to use from several threads. */
public interface StepContext {

    /** @return the process; empty when the step is executed synchronously, without a process */
    Optional<String> pid();

    /** @return the name of the step in its process */
    String stepName();

    /** @return which attempt this is, from 1 */
    int attempt();

    /** @return the arguments of the process merged over those of the node that executes it; empty if there are none */
    JsonObject arguments();

    /** @return when the attempt is given up and its thread interrupted */
    Instant deadline();

    /**
     * Reports how far the step is. Cheap enough to be called in a loop: reports in quick succession are stored together.
     *
     * @param percent 0 to 100; values outside are taken as the nearest of the two
     * @param message what the step is doing; one of more than 500 characters is cut, and says so; may be null
     */
    void progress(int percent, String message);

    /**
     * Adds a line to the log of the process.
     *
     * @param line the text
     */
    void log(String line);

    /** @return whether the result is no longer wanted: cancelled, past the deadline, or the claim was lost. A long loop should ask now and then */
    boolean isCancelled();
}
