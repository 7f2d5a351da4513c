package io.processmanager.rest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidTest {

    @Test
    void upperCaseIsTheSameAsLowerCase() {
        assertEquals("1211a33123aae2baa6ed1d9a1846da9d", Pid.parse("1211A33123AAE2BAA6ED1D9A1846DA9D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1211a33123aae2baa6ed1d9a1846da9", "1211a33123aae2baa6ed1d9a1846da9d0", "1211a33123aae2baa6ed1d9a1846da9g",
            "1211a331-23aa-e2ba-a6ed-1d9a1846da9d", "' or 1=1 --"})
    void anythingElseIsNotFound(String text) {
        Problem problem = assertThrows(ProblemException.class, () -> Pid.parse(text)).problem();
        assertEquals(404, problem.status());
        assertTrue(problem.detail().contains("32 hexadecimal digits"), problem.detail());
    }
}
