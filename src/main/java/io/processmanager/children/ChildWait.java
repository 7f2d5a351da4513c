package io.processmanager.children;

/** What a process waits for after one of its steps has started others. */
public enum ChildWait {
    /** The end of all of them. */
    ALL,
    /** The end of the first; the others go on. */
    ANY,
    /** Nothing. */
    NONE
}
