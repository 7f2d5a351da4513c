/** Lossless mapping of JSON to Java types. Knows neither steps nor specifications. */
package io.processmanager.definition.shape;
