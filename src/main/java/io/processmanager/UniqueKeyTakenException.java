package io.processmanager;

/** The process cannot be queued again because a living process has its unique key; it is unchanged. */
public class UniqueKeyTakenException extends ProcessManagerException {

    private final String pid;
    private final String key;

    /**
     * @param pid the process
     * @param key its unique key
     */
    public UniqueKeyTakenException(String pid, String key) {
        super("Process " + pid + " was left as it is: its unique key '" + key + "' belongs to another process, which has not ended."
                + " Wait for the end of that one, or cancel it, and retry then");
        this.pid = pid;
        this.key = key;
    }

    public String pid() {
        return pid;
    }

    public String key() {
        return key;
    }
}
