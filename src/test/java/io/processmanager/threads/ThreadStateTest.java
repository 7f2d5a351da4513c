package io.processmanager.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.jboss.logging.NDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadStateTest {

    private static final class Unremovable extends ThreadLocal<String> {
        @Override
        public void remove() {
            throw new IllegalStateException("it cannot be removed");
        }
    }

    private final ThreadLocal<String> before = new ThreadLocal<>();
    private final ThreadLocal<String> later = new ThreadLocal<>();

    @AfterEach
    void clean() {
        before.remove();
        later.remove();
        MDC.clear();
    }

    private static void restore(ThreadState state) {
        state.restoreThread();
        state.restoreVariables();
    }

    @Test
    void addedVariablesAreRemoved() {
        ThreadState state = new ThreadState();
        ThreadLocal<List<String>> withInitial = ThreadLocal.withInitial(ArrayList::new);
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        Unremovable unremovable = new Unremovable();
        later.set("left");
        withInitial.get().add("left");
        inheritable.set("left");
        unremovable.set("left");

        restore(state);
        assertNull(later.get());
        assertEquals(List.of(), withInitial.get());
        assertNull(inheritable.get());
        assertNull(unremovable.get());
    }

    @Test
    void changedAndRemovedVariablesAreAsTheyWere() {
        before.set("before");
        later.set("before");
        ThreadState state = new ThreadState();
        before.set("changed");
        later.remove();

        restore(state);
        assertEquals("before", before.get());
        assertEquals("before", later.get());
    }

    @Test
    void nullIsAValue() {
        before.set(null);
        ThreadState state = new ThreadState();
        before.set("changed");
        later.set(null);

        restore(state);
        assertNull(before.get());
    }

    @Test
    void manyVariablesAreRemovedAndThoseOfBeforeStay() {
        before.set("before");
        ThreadState state = new ThreadState();
        List<ThreadLocal<Integer>> many = IntStream.range(0, 1_000).mapToObj(number -> {
            ThreadLocal<Integer> variable = new ThreadLocal<>();
            variable.set(number);
            return variable;
        }).toList();

        restore(state);
        assertTrue(many.stream().allMatch(variable -> variable.get() == null));
        assertEquals("before", before.get());
    }

    @Test
    void restIsAsItWas() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        String name = thread.getName();
        MDC.put("before", "1");
        ThreadState state = new ThreadState();
        thread.setContextClassLoader(null);
        thread.setName("changed");
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.setUncaughtExceptionHandler((which, failure) -> { });
        MDC.clear();
        MDC.put("left", "2");
        NDC.push("left");
        thread.interrupt();

        restore(state);
        assertFalse(Thread.interrupted());
        assertSame(loader, thread.getContextClassLoader());
        assertEquals(name, thread.getName());
        assertEquals(Thread.NORM_PRIORITY, thread.getPriority());
        assertSame(thread.getThreadGroup(), thread.getUncaughtExceptionHandler());
        assertEquals("1", MDC.get("before"));
        assertNull(MDC.get("left"));
        assertEquals(0, NDC.getDepth());
    }

    @Test
    void newThreadGetsNothingFromItsCreator() {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        Thread creator = Thread.currentThread();
        ClassLoader loader = creator.getContextClassLoader();
        CompletableFuture<String> inherited = new CompletableFuture<>();
        inheritable.set("left");
        creator.setPriority(Thread.MAX_PRIORITY);
        creator.setContextClassLoader(null);
        try {
            Thread made = new CleanThreads(Thread::new).newThread(() -> inherited.complete(String.valueOf(inheritable.get())));
            assertEquals(Thread.NORM_PRIORITY, made.getPriority());
            assertSame(CleanThreads.class.getClassLoader(), made.getContextClassLoader());
            made.start();
            assertEquals("null", inherited.join());
        } finally {
            inheritable.remove();
            creator.setPriority(Thread.NORM_PRIORITY);
            creator.setContextClassLoader(loader);
        }
    }
}
