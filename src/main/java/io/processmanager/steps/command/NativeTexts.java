package io.processmanager.steps.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Texts that the operating system hands over in the charset of its locale; what that lacks would become question marks. */
public final class NativeTexts {

    private NativeTexts() {
    }

    /** @throws IOException if a character would be lost; says which and what to do */
    public static void check(List<String> words, Map<String, String> environment) throws IOException {
        List<Charset> charsets = List.of(Charset.defaultCharset(), Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name())));
        for (Charset charset : charsets) {
            for (String text : Stream.of(words, environment.keySet(), environment.values()).flatMap(Collection::stream).toList()) {
                if (!charset.newEncoder().canEncode(text)) {
                    throw new IOException("'" + text + "' can not be handed to a program as it stands, for this server's locale has the charset " + charset
                            + "; start the server with LC_ALL=C.UTF-8 (Java 17: and -Dfile.encoding=UTF-8), or hand it over in the data, which is always UTF-8");
                }
            }
        }
    }
}
