package io.processmanager.json;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The number -0, with its decimals. JSON-P would make it 0: {@link BigDecimal} has no signed zero. */
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

    /** As in JSON-P: equal value and scale. */
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
