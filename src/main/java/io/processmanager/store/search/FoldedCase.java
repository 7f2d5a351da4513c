package io.processmanager.store.search;

/**
 * Texts without the difference of upper and lower case, by the same rule in every language, so that what one user has written another finds. Each character counts by
 * itself, as the beginnings of texts are compared: neither the dots of Turkish and Lithuanian nor the Greek sigma at the end of a word make a difference. The function
 * {@code fold_case} of the scripts for PostgreSQL has the same rule.
 */
public final class FoldedCase {

    private FoldedCase() {
    }

    /** @return the text, folded */
    public static String of(String text) {
        return text.codePoints().map(FoldedCase::fold).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static int fold(int character) {
        return switch (character) {
            case 'ı' -> 'i';
            case 'ς' -> 'σ';
            default -> Character.toLowerCase(character);
        };
    }
}
