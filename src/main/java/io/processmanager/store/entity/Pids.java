package io.processmanager.store.entity;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes pids: the time in milliseconds, so that they sort by creation and new rows go to the end of each index, and
 * 80 bits of a secure random source, so that they cannot be guessed. The layout of a ULID
 * (https://github.com/ulid/spec), in hexadecimal.
 */
public final class Pids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 10;

    private Pids() {
    }

    /**
     * @param millis the database's time, in milliseconds since 1970
     * @return 32 hexadecimal digits, the first 12 of them the time
     */
    public static String next(long millis) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(millis, 12) + hex.formatHex(random);
    }

    /**
     * @param pid a pid
     * @return its time, in milliseconds since 1970
     */
    public static long millis(String pid) {
        return HexFormat.fromHexDigitsToLong(pid, 0, 12);
    }
}
