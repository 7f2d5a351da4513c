package io.processmanager.execution.attempt;

import io.processmanager.StepSpec;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt of one step.
 *
 * @param pid the process; empty without one
 * @param stepName the name of the step
 * @param number which attempt, from 1
 * @param spec how the step is made
 * @param arguments the arguments of the process, without those of the node
 * @param input the input
 * @param storedBytes how many bytes the outputs of the steps before it have together
 * @param limit how long it may take; not positive if the time is up already
 * @param reports takes what the step says
 * @param checkpoint writes the checkpoint if the step is a transactional one
 */
public record StepAttempt(Optional<String> pid, String stepName, int number, StepSpec spec, JsonObject arguments, JsonValue input,
        long storedBytes, Duration limit, StepReports reports, TransactionalCheckpoint checkpoint) {
}
