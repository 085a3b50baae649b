package dev.reprise.engine.key;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whose account a client of AWS's SDK uses, as far as that can be told without asking for it. */
final class AwsAccount {

    /** Where an account is written in the provider itself, or there is none. */
    private static final Set<String> WRITTEN = Set.of(
            AwsSdk.LIBRARY + "auth.credentials.StaticCredentialsProvider",
            AwsSdk.LIBRARY + "auth.credentials.AnonymousCredentialsProvider",
            AwsSdk.LIBRARY + "auth.token.credentials.StaticTokenProvider");

    /** Where an account is found by what the process was started with. */
    private static final Set<String> OF_PROCESS = Set.of(
            AwsSdk.LIBRARY + "auth.credentials.DefaultCredentialsProvider",
            AwsSdk.LIBRARY + "auth.credentials.EnvironmentVariableCredentialsProvider",
            AwsSdk.LIBRARY + "auth.credentials.SystemPropertyCredentialsProvider",
            AwsSdk.LIBRARY + "auth.token.credentials.aws.DefaultAwsTokenProvider");

    private static final String[] PROPERTIES = {
        "aws.accessKeyId",
        "aws.secretAccessKey",
        "aws.sessionToken",
        "aws.accountId",
        "aws.profile",
        "aws.roleArn",
        "aws.webIdentityTokenFile",
        "aws.sharedCredentialsFile",
        "aws.configFile"
    };
    private static final String[] VARIABLES = {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_ACCOUNT_ID",
        "AWS_PROFILE",
        "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_CONFIG_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    };

    private AwsAccount() {}

    /** Returns what counts of a provider of credentials or tokens. */
    static @Nullable Object of(String name, @Nullable Object provider, Walk walk) throws Unkeyable {
        if (provider == null || WRITTEN.contains(provider.getClass().getName())) {
            return provider;
        }
        if (!OF_PROCESS.contains(provider.getClass().getName())) {
            throw walk.refuse("has a " + name + " of " + provider.getClass().getName()
                    + ", which finds the account at the time of the call");
        }
        Map<String, Object> account = new TreeMap<>();
        account.put("provider", provider);
        for (String property : PROPERTIES) {
            put(account, property, System.getProperty(property));
        }
        for (String variable : VARIABLES) {
            put(account, variable, System.getenv(variable));
        }
        return account;
    }

    private static void put(Map<String, Object> account, String name, @Nullable String value) {
        if (value != null) {
            account.put(name, value);
        }
    }
}
