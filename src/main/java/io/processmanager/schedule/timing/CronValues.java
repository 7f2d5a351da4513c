package io.processmanager.schedule.timing;

import com.cronutils.model.Cron;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import java.util.BitSet;

/**
 * The values that a field of a cron expression stands for.
 *
 * @param values the values
 * @param isRestricted whether the field does not begin with an asterisk
 */
record CronValues(BitSet values, boolean isRestricted) {

    /**
     * @param first the least value that the field may have
     * @param last the largest
     */
    static CronValues of(Cron cron, CronFieldName field, int first, int last) {
        FieldExpression expression = cron.retrieve(field).getExpression();
        BitSet values = new BitSet();
        add(expression, first, last, values);
        if (field == CronFieldName.DAY_OF_WEEK && values.get(7)) {
            // Sunday is 0, and 7.
            values.set(0);
            values.clear(7);
        }
        return new CronValues(values, !expression.asString().startsWith("*"));
    }

    private static void add(FieldExpression expression, int first, int last, BitSet values) {
        if (expression instanceof Always) {
            values.set(first, last + 1);
        } else if (expression instanceof And list) {
            list.getExpressions().forEach(each -> add(each, first, last, values));
        } else if (expression instanceof On on) {
            values.set(number(on.getTime()));
        } else if (expression instanceof Between range) {
            int to = number(range.getTo());
            // A range of days may end on a Sunday, which has become 0.
            values.set(number(range.getFrom()), (to < number(range.getFrom()) && to == first ? last + 1 : to) + 1);
        } else if (expression instanceof Every every) {
            addEvery(every, first, last, values);
        } else {
            throw new IllegalArgumentException("'" + expression.asString() + "' is not known to UNIX cron");
        }
    }

    private static void addEvery(Every every, int first, int last, BitSet values) {
        int period = number(every.getPeriod());
        BitSet all = new BitSet();
        if (every.getExpression() instanceof On start) {
            all.set(number(start.getTime()), last + 1);
        } else {
            add(every.getExpression(), first, last, all);
        }
        if (period < 1) {
            throw new IllegalArgumentException("'" + every.asString() + "' has no steps");
        }
        for (int value = all.nextSetBit(0); value >= 0; value = all.nextSetBit(value + period)) {
            values.set(value);
        }
    }

    private static int number(FieldValue<?> value) {
        if (value.getValue() instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException("'" + value + "' is not known to UNIX cron");
    }

    boolean has(int value) {
        return values.get(value);
    }

    /** @return the first value that is not less; -1 if there is none */
    int from(int least) {
        return values.nextSetBit(least);
    }
}
