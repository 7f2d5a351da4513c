/** A process while this runner holds its claim: its steps one after the other, the next transition after each, and whoever stops it. */
package io.processmanager.runner.process;
