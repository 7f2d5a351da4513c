package io.processmanager.execution.attempt;

import io.processmanager.StepSpec;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt at one step.
 *
 * @param pid process ID; empty without a process
 * @param stepName step name
 * @param number from 1
 * @param spec of the step
 * @param arguments of the process, without those of the node
 * @param input of the step
 * @param storedBytes total output size of the previous steps
 * @param limit remaining time; zero or negative if over
 * @param reports receives progress and log lines
 * @param checkpoint for a transactional step
 * @param kept what is kept from attempt to attempt
 */
public record StepAttempt(Optional<String> pid, String stepName, int number, StepSpec spec, JsonObject arguments, JsonValue input,
        long storedBytes, Duration limit, StepReports reports, TransactionalCheckpoint checkpoint, KeptState kept) {
}
