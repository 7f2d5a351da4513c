package io.processmanager.rest.request;

import io.processmanager.specification.Quoted;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses the pid of an address. */
public final class Pid {

    private static final Pattern PID = Pattern.compile("[0-9a-f]{32}");

    private Pid() {
    }

    /**
     * @param text part of the address, in lower or upper case
     * @return the pid
     * @throws ProblemException if it is not a pid, which saves a look-up
     */
    public static String parse(String text) {
        String pid = text.toLowerCase(Locale.ROOT);
        if (!PID.matcher(pid).matches()) {
            throw new ProblemException(Problem.named("process-not-found", Response.Status.NOT_FOUND, "There is no such process",
                    Quoted.of(text) + " is not a pid: those have 32 hexadecimal digits"));
        }
        return pid;
    }
}
