package io.processmanager.store.search;

/**
 * Case folding by one rule for all languages, character by character, as prefixes are compared: Turkish and
 * Lithuanian dots and the Greek final sigma make no difference. {@code fold_case} in the PostgreSQL scripts is the
 * same.
 */
public final class FoldedCase {

    private FoldedCase() {
    }

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
