package io.processmanager.rest.problem;

/** The HTTP layer refuses a request; inner layers know nothing of HTTP. */
public class ProblemException extends RuntimeException {

    private final transient Problem problem;

    /** @param problem for the client */
    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * @param problem for the client
     * @param cause the cause
     */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** @return the problem for the client */
    public Problem problem() {
        return problem;
    }
}
