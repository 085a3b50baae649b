package dev.reprise.engine.key;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS's SDK: its clients are what their options say; what else they hold is made of those, or remembers calls. */
record AwsSdk(String declaring) implements KeyAdapter {

    static final String LIBRARY = "software.amazon.awssdk.";

    @Override
    public boolean leavesOut(Field field) {
        String name = field.getName();
        if (declaring.startsWith(LIBRARY + "services.") && declaring.endsWith("Client")) {
            return !name.equals("clientConfiguration");
        }
        return switch (declaring.substring(LIBRARY.length())) {
            case "utils.AttributeMap" -> name.equals("dependencyGraph");
            // How long a call may take, what watches it, and under which name it is made.
            case "core.RequestOverrideConfiguration" ->
                name.equals("apiCallTimeout")
                        || name.equals("apiCallAttemptTimeout")
                        || name.equals("metricPublishers")
                        || name.equals("apiNames");
            // Made at the first need, and how it is used.
            case "auth.credentials.DefaultCredentialsProvider" ->
                name.equals("providerChain") || name.endsWith("Enabled");
            case "auth.token.credentials.aws.DefaultAwsTokenProvider" -> name.equals("providerChain");
            default -> false;
        };
    }

    @Override
    public @Nullable Object content(Field field, @Nullable Object content, Walk walk) throws Unkeyable {
        if (declaring.equals(LIBRARY + "utils.AttributeMap") && content instanceof Map<?, ?> options) {
            return AwsOptions.counted(options, walk);
        }
        if (!declaring.endsWith("RequestOverrideConfiguration")) {
            return content;
        }
        switch (field.getName()) {
            case "credentialsProvider", "tokenIdentityProvider" -> {
                return AwsAccount.of(field.getName(), content, walk);
            }
            case "signer", "endpointProvider", "authSchemeProvider" ->
                KeyAdapter.refuseSupplied(content, LIBRARY, walk);
            case "plugins" -> {
                if (content instanceof Collection<?> plugins && !plugins.isEmpty()) {
                    throw walk.refuseUnlessIgnored("may change each request");
                }
            }
            default -> {}
        }
        return content;
    }
}
