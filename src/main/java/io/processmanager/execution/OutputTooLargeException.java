package io.processmanager.execution;

import io.processmanager.ProcessManagerException;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.json.JsonTooLongException;
import java.util.Optional;

/** A step returned more than may be stored. */
final class OutputTooLargeException extends ProcessManagerException {

    OutputTooLargeException(String message) {
        super(message);
    }

    /** @return how many characters are written at most: enough to state the size of moderate excess */
    static int mostCharacters(Settings settings) {
        return (int) Math.min(Integer.MAX_VALUE, 2L * settings.get(Setting.MAX_OUTPUT));
    }

    /** @return the message for an output that was written only in part */
    static String message(JsonTooLongException tooLong, Settings settings) {
        return "The step returned more than " + mostCharacters(settings) + " bytes of JSON, and " + settings.get(Setting.MAX_OUTPUT) + " is what " + Setting.MAX_OUTPUT.key()
                + " allows" + (tooLong.pointer().isEmpty() ? "" : "; it was written as far as " + tooLong.pointer())
                + ". Let it return less, or a reference to where the rest is stored";
    }

    /** @return the message if the output exceeds a limit; otherwise empty */
    static Optional<String> message(StepAttempt attempt, long bytes, Settings settings) {
        int most = settings.get(Setting.MAX_OUTPUT);
        if (bytes > most) {
            return Optional.of("The step returned " + bytes + " bytes of JSON, more than the " + most + " that " + Setting.MAX_OUTPUT.key()
                    + " allows; let it return less, or a reference to where the rest is stored");
        }
        long together = attempt.storedBytes() + bytes;
        int mostTogether = settings.get(Setting.MAX_OUTPUTS);
        return together <= mostTogether || attempt.pid().isEmpty() ? Optional.empty() : Optional.of("Process " + attempt.pid().get() + ", step "
                + attempt.stepName() + ", attempt " + attempt.number() + ": the step returned " + bytes + " bytes of JSON, with which the outputs of the process"
                + " would have " + together + " bytes, more than the " + mostTogether + " that " + Setting.MAX_OUTPUTS.key() + " allows, so it was not stored."
                + " Let the steps return less, or references to where the rest is stored; or raise the setting, and retry the process");
    }
}
