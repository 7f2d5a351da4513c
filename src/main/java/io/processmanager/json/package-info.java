/** Maps Java values to storable JSON and back. Uses only {@code text}. */
package io.processmanager.json;
