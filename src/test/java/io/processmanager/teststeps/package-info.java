/** Steps that tests in the container execute, and what they and the tests tell each other by: gates to wait at, a record of what was executed. */
package io.processmanager.teststeps;
