package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS's SDK: its clients are what their options say; what else they hold is made of those, or remembers calls. */
record AwsSdk(String declaring) implements KeyAdapter {

    static final String LIBRARY = "software.amazon.awssdk.";

    private static final String OPTIONS = "clientConfiguration";

    @Override
    public boolean leavesOut(Field field) {
        String name = field.getName();
        if (declaring.startsWith(LIBRARY + "services.") && declaring.endsWith("Client")) {
            return !name.equals(OPTIONS) && hasOptions(field.getDeclaringClass());
        }
        if (declaring.startsWith(LIBRARY + "services.") && declaring.endsWith("EndpointProvider")) {
            return name.equals("cache"); // The address that it found last, which the options say.
        }
        return switch (declaring.substring(LIBRARY.length())) {
            // Which options were made of which.
            case "utils.AttributeMap" -> name.equals("dependencyGraph");
            // How long a call may take, what watches it, and under which name it is made.
            case "core.RequestOverrideConfiguration" ->
                name.equals("apiCallTimeout")
                        || name.equals("apiCallAttemptTimeout")
                        || name.equals("metricPublishers")
                        || name.equals("apiNames");
            // Who found them.
            case "auth.credentials.AwsBasicCredentials", "auth.credentials.AwsSessionCredentials" ->
                name.equals("providerName");
            // The role decides; the rest is how to become it, and under a name that may be new each time.
            case "auth.credentials.WebIdentityTokenFileCredentialsProvider" -> !name.equals("roleArn");
            default -> false;
        };
    }

    /** Whether this version of the SDK keeps a client's options where they are read; if not, all of it counts. */
    private static boolean hasOptions(Class<?> client) {
        for (Field field : client.getDeclaredFields()) {
            if (field.getName().equals(OPTIONS)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        String name = field.getName();
        if (declaring.equals(LIBRARY + "utils.AttributeMap") && content instanceof Map<?, ?> options) {
            return new AwsOptions(options).counted(walk);
        }
        if (declaring.equals(LIBRARY + "core.interceptor.ExecutionAttributes")) {
            return content instanceof Map<?, ?> attributes && AwsOptions.isWithoutEffect(attributes)
                    ? null
                    : new Refused("may change each request");
        }
        if (declaring.equals(LIBRARY + "core.RequestOverrideConfiguration")) {
            boolean mayChange =
                    switch (name) {
                        case "signer", "endpointProvider", "authSchemeProvider" -> content != null;
                        case "plugins" -> !(content instanceof Collection<?> plugins) || !plugins.isEmpty();
                        default -> false;
                    };
            return mayChange ? new Refused("may change the request") : content;
        }
        if (declaring.startsWith(LIBRARY + "auth.") && declaring.endsWith("Provider")) {
            return ofAccount(name, content);
        }
        return content;
    }

    /** Returns what counts of a provider of credentials or tokens that has them. */
    private static @Nullable Object ofAccount(String name, @Nullable Object content) {
        return switch (name) {
            case "roleArn" ->
                content == null ? new Refused("is not known, so whose account is used is not either") : content;
            case "credentials", "token" ->
                content == null || content.getClass().getName().startsWith(LIBRARY)
                        ? content
                        : new Refused("is a " + LambdaShape.said(content.getClass())
                                + " of the service's own, which may be another's each time");
            default -> content;
        };
    }
}
