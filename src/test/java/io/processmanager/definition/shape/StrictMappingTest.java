package io.processmanager.definition.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ProcessStep;
import io.processmanager.definition.StepInputType;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import jakarta.json.bind.annotation.JsonbVisibility;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictMappingTest {

    public record Order(int quantity, long amount) {
    }

    public enum Colour { RED, GREEN }

    public record Everything(byte b, short s, int i, long l, float f, double d, char c, boolean z, Integer boxed, BigInteger big, BigDecimal decimal, Number number,
            String text, Colour colour, UUID uuid, LocalDate day, Instant time, URI uri, Optional<Integer> maybe, OptionalInt maybeInt, OptionalLong maybeLong,
            JsonObject json, int[] ints, Object any) {
    }

    public record Nested(List<Order> items, Map<String, Order> byName, List<Map<String, Order>> deep, Order[] array, Optional<Order> perhaps, Nested inner,
            Map<Colour, Integer> colours, Map<Boolean, String> flags, Map<Character, String> letters) {
    }

    public record Page<T>(T first, List<? extends T> rest, T[] more) {
    }

    public static class Bean {
        public int open;
        public static int shared;
        public final int fixed = 1;
        public transient int passing;
        int closed;
        private int behindSetter;
        @JsonbProperty("other-name")
        public int renamed;
        @JsonbTransient
        public int hidden;
        private int private1;
        private int readOnly;

        public void setBehindSetter(int value) {
            behindSetter = value;
        }

        public void setVirtual(short value) {
        }

        @JsonbProperty("by-setter")
        public void setPrivate1(int value) {
            private1 = value;
        }

        public int getReadOnly() {
            return readOnly;
        }

        void setNotPublic(int value) {
        }
    }

    public static class Child<T> extends Bean {
        public T own;
    }

    public static final class Grandchild extends Child<Order> {
    }

    public static class Overloaded {
        private Object value;

        public void setValue(int number) {
            value = number;
        }

        public void setValue(String text) {
            value = text;
        }
    }

    public static final class Created {
        final int count;
        public long rest;

        private Created(int count) {
            this.count = count;
        }

        @JsonbCreator
        public static Created of(@JsonbProperty("number") int count) {
            return new Created(count);
        }
    }

    @JsonbTypeInfo(key = "kind", value = {@JsonbSubtype(alias = "circle", type = Circle.class), @JsonbSubtype(alias = "square", type = Square.class)})
    public interface Figure {
    }

    public record Circle(int radius) implements Figure {
    }

    public record Square(int side) implements Figure {
    }

    /** Amounts in JSON are texts like "12.34". */
    public static final class Cents implements JsonbAdapter<Integer, String> {
        @Override
        public String adaptToJson(Integer cents) {
            return new BigDecimal(cents).movePointLeft(2).toString();
        }

        @Override
        public Integer adaptFromJson(String text) {
            return new BigDecimal(text).movePointRight(2).intValueExact();
        }
    }

    public static final class Rounded implements JsonbDeserializer<Integer> {
        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return parser.getBigDecimal().intValue();
        }
    }

    public static class Adapted {
        @JsonbTypeAdapter(Cents.class)
        public Integer price;
        @JsonbTypeDeserializer(Rounded.class)
        public Integer rounded;
        @JsonbNumberFormat(value = "#,##0.00", locale = "en")
        public double formatted;
        @JsonbDateFormat("dd.MM.yyyy")
        public LocalDate day;
    }

    public static final class AllFields implements PropertyVisibilityStrategy {
        @Override
        public boolean isVisible(Field field) {
            return true;
        }

        @Override
        public boolean isVisible(Method method) {
            return false;
        }
    }

    @JsonbVisibility(AllFields.class)
    public static class Secretive {
        private int secret;
    }

    public record Positive(int value) {
        public Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("must be positive");
            }
        }
    }

    abstract static class PageStep implements ProcessStep<Page<Order>, Integer> {
    }

    public static class Few<T> {
        public List<T> rest;
    }

    abstract static class FewStep implements ProcessStep<Few<Order>, Integer> {
    }

    private final JavaShapes shapes = new JavaShapes();

    @Test
    void whatFitsIsMapped() {
        assertEquals(new Order(7, 3_000_000_000L), map("{'quantity': 7, 'amount': 3000000000}", Order.class));
        assertEquals(new Order(100, -1), map("{'quantity': 1e2, 'amount': -1.0, 'more': 1.5}", Order.class));
        assertNull(map("null", Order.class));
    }

    @Test
    void valueOutOfRangeIsRefusedWithPlaceMemberAndWhatIsExpected() {
        assertEquals("/quantity: expected a whole number from -2147483648 to 2147483647 for the component 'quantity' of Order, an int, got 3000000000",
                refusal("{'quantity': 3000000000, 'amount': 1}", Order.class));
    }

    @Test
    void nullForAPrimitiveSaysWhichComponent() {
        assertEquals("/amount: the component 'amount' of Order is a long and cannot be null", refusal("{'quantity': 1, 'amount': null}", Order.class));
    }

    @Test
    void componentThatIsMissingHasTheDefaultOfItsType() {
        assertEquals(new Order(1, 0), map("{'quantity': 1}", Order.class));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"b|128", "b|1.5", "b|\"1\"", "b|null", "s|40000", "s|1e2", "i|3000000000", "i|1.9", "i|\"12\"", "i|true", "i|[1]", "i|1e400", "l|9223372036854775808",
            "l|1.9", "l|null", "f|1e39", "f|\"1\"", "d|1e400", "d|-1e309", "d|1e-400", "d|null", "c|\"ab\"", "c|\"\"", "c|1", "c|true", "z|\"true\"", "z|1", "z|null", "boxed|1.5",
            "boxed|2147483648", "big|1.5", "big|\"1\"", "decimal|\"1.5\"", "decimal|true", "number|\"1\"", "text|1", "text|true", "text|[\"a\"]", "text|{}", "colour|\"BLUE\"",
            "colour|1", "colour|\"red\"", "uuid|\"abc\"", "uuid|1", "day|\"tomorrow\"", "day|20260101", "day|\"2026-02-30\"", "time|1", "time|\"2026-01-01\"", "uri|1", "uri|\"a b\"",
            "maybe|1.5", "maybe|3000000000", "maybe|\"1\"", "maybeInt|1.5", "maybeInt|2147483648", "maybeLong|\"5\"", "json|[]", "json|\"x\"", "ints|1", "ints|{}"}, delimiter = '|')
    void valueOfAnotherKindIsRefusedByItsName(String member, String value) {
        String refusal = refusal("{\"" + member + "\": " + value + "}", Everything.class);

        assertTrue(refusal.startsWith("/" + member + ": ") && refusal.contains("component '" + member + "' of Everything"), refusal);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"b|-128", "s|32767", "i|1e2", "i|1.0", "i|-0", "l|-9223372036854775808", "f|1e38", "d|1.7e308", "d|0e-999", "c|\"x\"", "z|false", "boxed|null", "big|123456789012345678901234567890",
            "decimal|1e400", "number|1", "text|\"\"", "text|null", "colour|\"RED\"", "uuid|\"123e4567-e89b-12d3-a456-426614174000\"", "day|\"2026-01-31\"", "time|\"2026-01-01T00:00:00Z\"",
            "uri|\"a/b\"", "maybe|1", "maybe|null", "maybeInt|null", "maybeInt|7", "maybeLong|8", "json|{}", "json|null", "ints|[1,2]", "ints|null", "any|\"x\"", "any|[1.5]"}, delimiter = '|')
    void valueOfItsKindIsTaken(String member, String value) {
        map("{\"" + member + "\": " + value + "}", Everything.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'items': [{}, {'quantity': 1.5}]}                    | /items/1/quantity",
            "{'items': {}}                                         | /items",
            "{'items': [[]]}                                       | /items/0",
            "{'items': [7]}                                        | /items/0",
            "{'byName': {'a/b': {'amount': '7'}}}                  | /byName/a~1b/amount",
            "{'byName': [1]}                                       | /byName/0",
            "{'deep': [{}, {'x': {'quantity': 2147483648}}]}       | /deep/1/x/quantity",
            "{'array': [{'quantity': true}]}                       | /array/0/quantity",
            "{'perhaps': {'quantity': '1'}}                        | /perhaps/quantity",
            "{'inner': {'inner': {'items': [{'quantity': null}]}}} | /inner/inner/items/0/quantity",
            "{'colours': {'RED': 1.5}}                             | /colours/RED",
            "{'colours': {'BLUE': 1}}                              | /colours/BLUE",
            "{'flags': {'perhaps': 'x'}}                           | /flags/perhaps",
            "{'letters': {'abc': 'x'}}                             | /letters/abc"})
    void placeOfWhatDoesNotFitIsNamedAtAnyDepth(String json, String place) {
        String refusal = refusal(json, Nested.class);

        assertTrue(refusal.startsWith(place + ": "), refusal);
    }

    @Test
    void deepValuesThatFitAreMapped() {
        Nested nested = (Nested) map("{'items': [null, {'quantity': 1}], 'deep': [{'x': {'amount': 2}}], 'colours': {'RED': 1}, 'flags': {'true': 'x'}, 'letters': {'a': 'x'}}",
                Nested.class);

        assertEquals(2, nested.deep().get(0).get("x").amount());
        assertEquals(Map.of(Colour.RED, 1), nested.colours());
        assertEquals(Map.of('a', "x"), nested.letters());
    }

    @Test
    void variablesOfGenericTypesAreFollowed() {
        Type page = StepInputType.of(PageStep.class);

        assertEquals("/first/quantity", place("{'first': {'quantity': 1.5}}", page));
        assertEquals("/rest/0/quantity", place("{'rest': [{'quantity': 1.5}]}", page));
        assertEquals("/more/0/quantity", place("{'more': [{'quantity': 1.5}]}", page));
        assertEquals("/own/quantity", place("{'own': {'quantity': 1.5}}", Grandchild.class));
        assertEquals(List.of(new Order(1, 2)), ((Few<?>) map("{'rest': [{'quantity': 1, 'amount': 2}]}", StepInputType.of(FewStep.class))).rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "behindSetter", "other-name", "virtual", "by-setter"})
    void propertiesThatJsonBWritesAreChecked(String name) {
        assertEquals("/" + name, place("{'" + name + "': 70000.5}", Bean.class));
        assertEquals("/" + name, place("{'" + name + "': 70000.5}", Grandchild.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "fixed", "passing", "closed", "renamed", "hidden", "private1", "readOnly", "notPublic", "nothing"})
    void whatJsonBDoesNotWriteMayBeAnything(String name) {
        map("{'" + name + "': 1.5}", Bean.class);
    }

    @Test
    void memberWithSeveralSettersIsLeftToJsonB() {
        shapes.of(Overloaded.class).check(JsonMapping.parse("{\"value\": 1}"), JavaShape.Care.KIND);
        shapes.of(Overloaded.class).check(JsonMapping.parse("{\"value\": \"x\"}"), JavaShape.Care.KIND);
    }

    @Test
    void parametersOfACreatorAreCheckedByTheirNames() {
        assertEquals("/number: expected a whole number from -2147483648 to 2147483647 for the parameter '" + "count' of Created, an int, got 1.5",
                refusal("{'number': 1.5}", Created.class));
        assertEquals("/rest", place("{'rest': 1.5}", Created.class));
        assertEquals(3, ((Created) map("{'number': 3, 'count': 1.5}", Created.class)).count);
    }

    @Test
    void subtypesAreCheckedAsWhatTheyAre() {
        assertEquals("/side", place("{'kind': 'square', 'side': 1.5, 'radius': 1}", Figure.class));
        assertEquals("/0/radius", place("[{'kind': 'circle', 'side': 1.5, 'radius': 'x'}]", Figure[].class));
        assertEquals(new Square(2), map("{'kind': 'square', 'side': 2}", Figure.class));
    }

    @Test
    void whatHasAnAdapterADeserializerOrAFormatIsLeftToIt() {
        Adapted adapted = (Adapted) map("{'price': '12.34', 'rounded': 1.9, 'formatted': '1,234.50', 'day': '31.12.2026'}", Adapted.class);

        assertEquals(1234, adapted.price);
        assertEquals(1, adapted.rounded);
        assertEquals(1234.5, adapted.formatted);
        assertEquals(LocalDate.of(2026, 12, 31), adapted.day);
    }

    @Test
    void visibilityOfAClassIsItsOwn() {
        assertEquals("/secret", place("{'secret': 1.5}", Secretive.class));
    }

    @Test
    void whatAConstructorRefusesKeepsItsReason() {
        UnfitInputException unfit = new UnfitInputException("Positive", assertThrows(RuntimeException.class, () -> map("{'value': -1}", Positive.class)));

        assertTrue(unfit.getMessage().contains("must be positive"), unfit.getMessage());
    }

    @Test
    void negativeZeroReachesADouble() {
        assertEquals(-0.0, ((Everything) map("{'d': -0.0}", Everything.class)).d());
        assertEquals(-0.0, ((Everything) map("{'d': -0}", Everything.class)).d());
        assertEquals(-0.0f, ((Everything) map("{'f': -0e5}", Everything.class)).f());
        assertEquals(-0.0, map("-0", Double.class));
    }

    private Object map(String json, Type type) {
        return new StrictMapping(type, shapes).map(JsonMapping.parse(json.replace('\'', '"')));
    }

    private String refusal(String json, Type type) {
        return assertThrows(UnfitValueException.class, () -> map(json, type)).getMessage();
    }

    private String place(String json, Type type) {
        return assertThrows(UnfitValueException.class, () -> map(json, type)).pointer();
    }
}
