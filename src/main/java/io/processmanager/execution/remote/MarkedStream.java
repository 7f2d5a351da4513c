package io.processmanager.execution.remote;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes up to a mark, which begins with a byte that texts do not have. Only what may be its beginning is held back. */
final class MarkedStream {

    private byte[] mark = {};
    private byte[] held = {};
    private boolean isMarked;

    void expect(byte[] next) {
        mark = next;
        held = new byte[0];
        isMarked = false;
    }

    /** @return what can be handed on */
    byte[] add(byte[] bytes) {
        if (mark.length == 0) {
            return bytes;
        }
        byte[] all = Arrays.copyOf(held, held.length + bytes.length);
        System.arraycopy(bytes, 0, all, held.length, bytes.length);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        int at = 0;
        while (at < all.length) {
            int length = Math.min(mark.length, all.length - at);
            if (!Arrays.equals(all, at, at + length, mark, 0, length)) {
                passed.write(all[at++]);
            } else if (length == mark.length) {
                isMarked = true;
                mark = new byte[0];
                passed.write(all, at + length, all.length - at - length);
                at = all.length;
                length = 0;
            } else {
                break;
            }
        }
        held = Arrays.copyOfRange(all, Math.min(at, all.length), all.length);
        return passed.toByteArray();
    }

    /** @return whether the mark has come since the last call */
    boolean takeMark() {
        boolean has = isMarked;
        isMarked = false;
        return has;
    }

    /** @return what is held back, at the end of the stream */
    byte[] rest() {
        byte[] rest = held;
        held = new byte[0];
        return rest;
    }
}
