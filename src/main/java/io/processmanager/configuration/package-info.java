/**
 * All settings: declared once in {@link Setting}, read once by {@link Settings}. Uses only the root package and
 * {@code json}.
 */
package io.processmanager.configuration;
