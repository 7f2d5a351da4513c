package io.processmanager;

/** No runner has this id: it never existed, or was removed after its end. */
public class RunnerNotFoundException extends ProcessManagerException {

    private final String id;

    /** @param id the requested id */
    public RunnerNotFoundException(String id) {
        super("There is no runner " + id + ". A runner has a new id after each start of its deployment, and is forgotten some time after its end;"
                + " look for the present one in the list of runners");
        this.id = id;
    }

    /** @return the requested id */
    public String id() {
        return id;
    }
}
