package io.processmanager.json;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The number -0, with as many decimals as were written. JSON-P would make 0 of it, since no {@link BigDecimal} has a sign without having a value.
 *
 * @param bigDecimalValue what it is worth: a zero with its scale
 */
record SignedZero(BigDecimal bigDecimalValue) implements JsonNumber {

    @Override
    public boolean isIntegral() {
        return bigDecimalValue.scale() == 0;
    }

    @Override
    public int intValue() {
        return 0;
    }

    @Override
    public int intValueExact() {
        return 0;
    }

    @Override
    public long longValue() {
        return 0;
    }

    @Override
    public long longValueExact() {
        return 0;
    }

    @Override
    public BigInteger bigIntegerValue() {
        return BigInteger.ZERO;
    }

    @Override
    public BigInteger bigIntegerValueExact() {
        return BigInteger.ZERO;
    }

    @Override
    public double doubleValue() {
        return -0.0;
    }

    @Override
    public ValueType getValueType() {
        return ValueType.NUMBER;
    }

    /** As JSON-P has it: numbers are equal if they are worth the same, with the same scale. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && bigDecimalValue.equals(number.bigDecimalValue());
    }

    @Override
    public int hashCode() {
        return bigDecimalValue.hashCode();
    }

    @Override
    public String toString() {
        return "-" + bigDecimalValue;
    }
}
