package dev.reprise.engine.key;

import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.security.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of Google that say whose they are: of a service account or of a user, with the secret that proves it. The
 * token that was got with it does not count, because it is another one every hour.
 */
record GoogleAccount(String declaring) implements KeyAdapter {

    static final String LIBRARY = "com.google.auth.";

    private static final Set<String> KNOWN =
            Set.of(LIBRARY + "oauth2.ServiceAccountCredentials", LIBRARY + "oauth2.UserCredentials");

    /** Returns what refuses credentials whose account turns out when a token is asked for; null for all other classes. */
    static @Nullable Shape refusing(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getName().equals(LIBRARY + "Credentials")) {
                return KNOWN.contains(type.getName())
                        ? null
                        : new Refused("is a " + LambdaShape.said(type)
                                + ", whose account is not known before a token is asked for");
            }
        }
        return null;
    }

    @Override
    public boolean leavesOut(Field field) {
        return switch (field.getName()) {
            // The token at hand and what guards it, and how long before its end another is asked for.
            case "value", "lock", "expirationMargin", "refreshMargin" ->
                declaring.equals(LIBRARY + "oauth2.OAuth2Credentials");
            default -> false;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        return switch (field.getName()) {
            case "privateKey" -> secret(content instanceof Key key ? encoded(key) : null, walk);
            case "refreshToken" -> secret(content, walk);
            case "transportFactoryClassName" -> {
                if (!(content instanceof String type) || !type.startsWith(LIBRARY)) {
                    throw walk.refuseUnlessIgnored(
                            "is " + content + ", an HTTP client of the service's own, which may get any token");
                }
                yield content;
            }
            default -> content;
        };
    }

    private static Object secret(@Nullable Object secret, Walk walk) throws Unkeyable {
        if (secret == null) {
            throw walk.refuseUnlessIgnored("cannot be read, and nothing else says whose the credentials are");
        }
        return secret;
    }

    /** Null for a key that another provider than the JDK's keeps, in hardware, say. */
    private static byte @Nullable [] encoded(Key key) {
        return JdkClasses.contains(key.getClass()) ? key.getEncoded() : null;
    }
}
