/** JSON in both directions: what steps return and callers send becomes JSON that can be stored and read by everybody, and back. Uses {@code text}. */
package io.processmanager.json;
