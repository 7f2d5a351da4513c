package io.processmanager.text;

/** The size of texts in UTF-8, computed without encoding them. */
public final class EncodedLength {

    private EncodedLength() {
    }

    /**
     * @param text any text
     * @return its length in bytes
     */
    public static long inUtf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Each surrogate counts two of four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
