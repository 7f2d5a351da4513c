package io.processmanager.definition.constraint;

import jakarta.validation.MessageInterpolator;
import java.util.Locale;

/**
 * Messages in English, as all others of the product, whatever the language of the server.
 *
 * @param server the message interpolator of the server
 */
record EnglishMessages(MessageInterpolator server) implements MessageInterpolator {

    @Override
    public String interpolate(String template, Context context) {
        return server.interpolate(template, context, Locale.ENGLISH);
    }

    @Override
    public String interpolate(String template, Context context, Locale ofServer) {
        return interpolate(template, context);
    }
}
