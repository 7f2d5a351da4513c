package io.processmanager.definition.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.json.JsonMapping;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonKindTest {

    @ParameterizedTest(name = "{0} for an int: {1}")
    @CsvSource({"7,true", "-2147483648,true", "2147483647,true", "2147483648,false", "1.5,false", "1e999999999,false", "1e3,true", "true,false", "null,false"})
    void anIntegerParameterTakesWholeNumbersInItsRangeOnly(String json, boolean fits) {
        assertEquals(fits, JsonKind.fits(JsonMapping.parse(json), int.class));
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource({"127,java.lang.Byte,true", "128,java.lang.Byte,false", "-9223372036854775808,java.lang.Long,true", "9223372036854775808,java.lang.Long,false",
            "null,java.lang.Long,true", "1.5,java.lang.Double,true", "1.5,java.math.BigDecimal,true", "7,java.lang.String,false", "true,java.lang.Boolean,true",
            "1,java.lang.Boolean,false"})
    void theKindOfTheArgumentDecidesNotWhatItCouldBeConvertedTo(String json, Class<?> wanted, boolean fits) {
        assertEquals(fits, JsonKind.fits(JsonMapping.parse(json), wanted));
    }

    @ParameterizedTest
    @CsvSource({"1.5,1.5"})
    void decimalsReachTheStepUnchanged(String json, BigDecimal value) {
        assertEquals(value, JsonMapping.fromJson(JsonMapping.parse(json), BigDecimal.class));
    }
}
