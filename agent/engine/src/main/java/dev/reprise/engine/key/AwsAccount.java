package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A provider of credentials or tokens of AWS's SDK, wherever a client keeps it: counts with the account that it stands
 * for, as far as that can be told without asking it. Asking may take a request, and what is secret is renewed all the time.
 */
record AwsAccount(String provider, @Nullable Shape written) implements Shape {

    private static final String CREDENTIALS = AwsSdk.LIBRARY + "auth.credentials.";
    private static final String BY_DEFAULT = CREDENTIALS + "DefaultCredentialsProvider";
    private static final String OF_PROPERTIES = CREDENTIALS + "SystemPropertyCredentialsProvider";
    private static final String OF_ENVIRONMENT = CREDENTIALS + "EnvironmentVariableCredentialsProvider";

    /** What a provider can be told by; the SDK had one after the other. */
    private static final Set<String> PROVIDERS = Set.of(
            AwsSdk.LIBRARY + "identity.spi.IdentityProvider",
            CREDENTIALS + "AwsCredentialsProvider",
            AwsSdk.LIBRARY + "auth.token.credentials.SdkTokenProvider");

    /** Those that have it in their fields, or that stand for nobody. */
    private static final Set<String> WRITTEN = Set.of(
            CREDENTIALS + "StaticCredentialsProvider",
            CREDENTIALS + "AnonymousCredentialsProvider",
            CREDENTIALS + "WebIdentityTokenFileCredentialsProvider",
            AwsSdk.LIBRARY + "auth.token.credentials.StaticTokenProvider");

    private static final String[] PROPERTIES = {
        "aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.accountId"
    };
    private static final String[] VARIABLES = {
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCOUNT_ID"
    };

    /** Returns the shape of a provider's class; null if it is none. */
    static @Nullable AwsAccount of(Class<?> type, FieldAccess access) {
        if (!isProvider(type)) {
            return null;
        }
        return new AwsAccount(
                LambdaShape.said(type), WRITTEN.contains(type.getName()) ? ObjectShape.of(type, null, access) : null);
    }

    private static boolean isProvider(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        if (PROVIDERS.contains(type.getName()) || isProvider(type.getSuperclass())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isProvider(implemented)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (written != null) {
            written.write(value, walk, rules);
            return;
        }
        TreeMap<String, String> account = new TreeMap<>();
        account.put("provider", provider);
        boolean told =
                switch (provider) {
                    case OF_PROPERTIES -> isOfProperties(account);
                    case OF_ENVIRONMENT -> isOfEnvironment(account);
                    // Properties go before the environment, but it stays with what it found first.
                    case BY_DEFAULT -> !isOfProperties(new TreeMap<>()) && isOfEnvironment(account);
                    default -> false;
                };
        if (!told) {
            throw walk.refuseUnlessIgnored(
                    "is a " + provider + ", which finds out at the time of the call whose account is used");
        }
        walk.value(account, rules);
    }

    private static boolean isOfProperties(TreeMap<String, String> account) {
        for (String name : PROPERTIES) {
            put(account, name, System.getProperty(name));
        }
        return account.containsKey(PROPERTIES[0]) && account.containsKey(PROPERTIES[1]);
    }

    private static boolean isOfEnvironment(TreeMap<String, String> account) {
        for (String name : VARIABLES) {
            put(account, name, System.getenv(name));
        }
        return account.containsKey(VARIABLES[0]) && account.containsKey(VARIABLES[1]);
    }

    private static void put(TreeMap<String, String> account, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            account.put(name, value.trim());
        }
    }
}
