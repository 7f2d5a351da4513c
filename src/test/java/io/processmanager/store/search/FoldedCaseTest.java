package io.processmanager.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedCaseTest {

    @ParameterizedTest
    @CsvSource({"INVOICE import, invoice import", "İstanbul, istanbul", "ISPARTA ısparta, isparta isparta", "ÄRGER, ärger", "ΟΔΟΣ, οδοσ", "οδος, οδοσ", "ÌĮJ, ìįj", "𐐀, 𐐨", "straße 100 %, straße 100 %"})
    void everyCharacterIsFoldedByItself(String text, String folded) {
        assertEquals(folded, FoldedCase.of(text));
        assertEquals(folded, FoldedCase.of(folded));
    }

    @Test
    void aBeginningIsTheBeginningOfWhatIsFolded() {
        String text = "İÌĮIJ ΟΔΟΣ Σ 𐐀ß";

        for (int end = 0; end < text.length(); end = text.offsetByCodePoints(end, 1)) {
            assertEquals(FoldedCase.of(text).substring(0, end), FoldedCase.of(text.substring(0, end)));
        }
    }
}
