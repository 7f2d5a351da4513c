package io.processmanager.rest;

import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a request that nobody has sent. */
public final class TestHeaders {

    private TestHeaders() {
    }

    public static HttpHeaders of(Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        return (HttpHeaders) Proxy.newProxyInstance(TestHeaders.class.getClassLoader(), new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaderString" -> all.get((String) arguments[0]);
                    case "getLength" -> Integer.parseInt(all.getOrDefault(HttpHeaders.CONTENT_LENGTH, "-1"));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
