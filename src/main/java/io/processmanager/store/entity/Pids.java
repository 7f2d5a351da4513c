package io.processmanager.store.entity;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes pids: the time in milliseconds, so that they are in the order of creation and new rows stand at the end of every index, and 80 bits of a
 * secure random source, so that nobody guesses one. The layout is that of a ULID (https://github.com/ulid/spec), written in hexadecimal.
 */
public final class Pids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 10;

    private Pids() {
    }

    /**
     * @param millis the database's time, in milliseconds since 1970
     * @return 32 hexadecimal digits, 12 of which are the time
     */
    public static String next(long millis) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(millis, 12) + hex.formatHex(random);
    }

    /**
     * @param pid a pid
     * @return the time in it
     */
    public static long millis(String pid) {
        return HexFormat.fromHexDigitsToLong(pid, 0, 12);
    }
}
