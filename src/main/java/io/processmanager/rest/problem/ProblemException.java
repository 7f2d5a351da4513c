package io.processmanager.rest.problem;

/** A request that this layer itself refuses. What comes from further inside throws exceptions that know nothing of HTTP instead. */
public class ProblemException extends RuntimeException {

    private final transient Problem problem;

    /** @param problem what to tell the client */
    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * @param problem what to tell the client
     * @param cause why
     */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** @return what to tell the client */
    public Problem problem() {
        return problem;
    }
}
