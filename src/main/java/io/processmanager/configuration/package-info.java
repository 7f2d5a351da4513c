/**
 * Every setting of the product, declared once in {@link io.processmanager.configuration.Setting} with key, default and description, and
 * read once by {@link io.processmanager.configuration.Settings}. Uses the root package only.
 */
package io.processmanager.configuration;
