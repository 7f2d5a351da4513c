package io.processmanager.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a server's clock be wrong: a library that its JVM is started with answers with another time of day. The C compiler makes it, so there is none where there is no
 * compiler. Clocks that only measure durations stay as they are.
 */
public final class ShiftedClock {

    private static final String SOURCE = """
            #define _GNU_SOURCE
            #include <stdlib.h>
            #include <sys/syscall.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>

            static long shift(void) { const char *seconds = getenv("CLOCK_SHIFT"); return seconds ? atol(seconds) : 0; }

            int clock_gettime(clockid_t clock, struct timespec *time) {
                int failed = (int) syscall(SYS_clock_gettime, clock, time);
                if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += shift();
                return failed;
            }

            int gettimeofday(struct timeval *restrict time, void *restrict zone) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                time->tv_sec = now.tv_sec;
                time->tv_usec = now.tv_nsec / 1000;
                return 0;
            }

            time_t time(time_t *where) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                if (where) *where = now.tv_sec;
                return now.tv_sec;
            }
            """;

    private final Path library;

    private ShiftedClock(Path library) {
        this.library = library;
    }

    /** @return empty where there is no C compiler */
    public static Optional<ShiftedClock> make() {
        Path directory = Path.of(BuildProperty.of("project.build.directory"), "shifted-clock");
        try {
            Files.createDirectories(directory);
            Path source = Files.writeString(directory.resolve("clock.c"), SOURCE);
            Path library = directory.resolve("clock.so");
            int exit = new ProcessBuilder("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString()).inheritIO().start().waitFor();
            return exit == 0 ? Optional.of(new ShiftedClock(library)) : Optional.empty();
        } catch (IOException noCompiler) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while the clock was made", e));
        }
    }

    /** Lets a server that is about to be made have a clock that is wrong by so much. */
    public ServerBuilder of(ServerBuilder server, Duration shift) {
        return server.environment("LD_PRELOAD", library.toAbsolutePath().toString()).environment("CLOCK_SHIFT", String.valueOf(shift.toSeconds()));
    }
}
