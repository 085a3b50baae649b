package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What explanations show, and what they do not. */
class SecretsTest {

    private record Header(String name, String value) {}

    private record Param(String key, List<String> value) {}

    private record Named(String content, String name) {}

    private record Holder(Object credentials, Object safe) {}

    private record ApiKey(String text) {}

    private record Limits(
            int maxTokens,
            long totalTokens,
            String promptCacheKey,
            String tokenCount,
            Object maxCompletionTokens,
            Object tokenCountEstimator,
            boolean useSession,
            Integer accessToken) {}

    private record Keys(
            BigInteger privateKey, byte[] accessToken, char[] password, Optional<String> apiKey, long pin) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer SECRET",
                "Authorization: Bearer SECRET",
                "curl -H 'Authorization: Bearer SECRET' https://example.org",
                "Basic SECRET01",
                "sk-SECRET",
                "my key is sk-live-SECRET, keep it",
                "ghp_SECRET0123456789",
                "AKIASECRET012345678",
                "eyJSECRET.SECRET.SECRET",
                "AccountName=x;AccountKey=SECRET13==;EndpointSuffix=y",
                "jdbc:oracle:thin:scott/SECRET@db",
                "jdbc:oracle:thin:scott/SECRET@//db:1521/x",
                "jdbc:postgresql://u:SECRET@db/x",
                "jdbc:postgresql://db/x?user=u&password=SECRET",
                "https://u:SECRET@example.org/?q=1",
                "https://u:SEC/RET@example.org/?q=1",
                "https://SECRET@example.org",
                "https://example.org/?api_key=SECRET&q=1",
                "password=SECRET",
                "Password = SECRET with SECRET spaces",
                "user: u\npwd: SECRET",
                "{\"apiKey\":\"SECRET\",\"q\":1}",
                "{'secret' : 'SECRET\\'SECRET'}",
                "-----BEGIN RSA PRIVATE KEY-----\nSECRET\nSECRET",
            })
    void aTextThatLooksLikeASecretIsMasked(String text) {
        assertThat(explained(text)).doesNotContain("SECRET").contains("***");
        assertThat(explained(Map.of(text, 1))).doesNotContain("SECRET").contains("***");
        assertThat(explained("x".repeat(40) + " " + text)).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is a token?",
                "The basic principles",
                "a risk-based approach",
                "maxTokens=500",
                "https://example.org:8080/v1?model=gpt-4o",
                "jdbc:postgresql://db:5432/x",
                "mail me at u@example.org",
                "12:30 is fine",
                "author: Twain",
                "cache_key=abc",
            })
    void anyOtherTextIsShown(String text) {
        assertThat(explained(text)).contains('"' + text + '"');
    }

    @Test
    void theRestOfATextAroundASecretIsShown() {
        assertThat(explained("AccountName=x;AccountKey=abc==;EndpointSuffix=y"))
                .contains("\"AccountName=x;AccountKey=***;EndpointSuffix=y\"");
        assertThat(explained("https://u:p@example.org/?q=1")).contains("\"https://***@example.org/?q=1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "apiKey,true",
        "APIKEY,true",
        "x-api-key,true",
        "OPENAI_API_KEY,true",
        "key,true",
        "keyId,true",
        "token,true",
        "accessToken,true",
        "accesstoken,true",
        "tokens,true",
        "refresh_token,true",
        "password,true",
        "dbPassword,true",
        "pwd,true",
        "dbPass,true",
        "passwd,true",
        "passphrase,true",
        "secret,true",
        "clientSecret,true",
        "credential,true",
        "credentials,true",
        "auth,true",
        "Authorization,true",
        "proxyAuth,true",
        "cookie,true",
        "Set-Cookie,true",
        "sessionId,true",
        "signature,true",
        "sig,true",
        "bearer,true",
        "privateKey,true",
        "tokenSecret,true",
        "maxTokens,false",
        "max_tokens,false",
        "maxtokens,false",
        "maxCompletionTokens,false",
        "totalTokens,false",
        "tokenCount,false",
        "tokensPerMinute,false",
        "promptTokensDetails,false",
        "maxToken,false",
        "tokenCountEstimator,false",
        "tokenizer,false",
        "promptCacheKey,false",
        "cacheKey,false",
        "prompt_cache_key,false",
        "keyword,false",
        "keyPoints,false",
        "monkey,false",
        "author,false",
        "authority,false",
        "passThrough,false",
        "model,false",
        "design,false",
        "passage,false",
    })
    void aNameTellsOfASecretOrDoesNot(String name, boolean secret) {
        assertThat(Secrets.isName(name)).isEqualTo(secret);
        assertThat(explained(Map.of(name, "VALUE")).contains("VALUE")).isEqualTo(!secret);
    }

    @Test
    void aSecretWhoseNameLiesBesideItIsMasked() {
        List<Object> pairs = List.of(
                new Header("Authorization", "SECRET"),
                new Header("x-team", "search"),
                new Param("password", List.of("SECRET")),
                new Param("temperature", List.of("hot")),
                new Named("SECRET", "X-Api-Key"),
                List.of("authorization", "SECRET"),
                new String[] {"x-team", "wide", "cookie", "SECRET", "x-a", "open"},
                Map.entry("password", "SECRET"),
                List.of("What is a token?", "A word."));

        assertThat(explained(pairs))
                .doesNotContain("SECRET")
                .contains("\"Authorization\"", "\"search\"", "\"password\"", "\"hot\"", "\"wide\"", "\"open\"")
                .contains("\"temperature\"", "\"A word.\"");
    }

    @Test
    void whatANameAroundItOrAClassTellsOfIsMasked() {
        Holder holder = new Holder(new Header("x", "SECRET"), List.of(new ApiKey("SECRET"), new Header("x", "shown")));

        assertThat(explained(holder)).doesNotContain("SECRET").contains("\"shown\"");
    }

    @Test
    void keysOfMapsThatAreSecretsAreMasked() {
        Map<String, Object> tenants = new LinkedHashMap<>();
        tenants.put("sk-live-4711", "acme");
        Map<String, Object> byName = Map.of("tenantsByApiKey", Map.of("SECRET", 1), "limits", Map.of("acme", 1));

        assertThat(explained(tenants)).doesNotContain("4711").contains("\"acme\"");
        assertThat(explained(byName)).doesNotContain("SECRET").contains("acme: 1");
    }

    @Test
    void countsAreShownAndKeysAreNot() {
        Limits limits = new Limits(500, 70, "chat-1", "12", "900", Map.of("model", "gpt-4o"), true, 7);

        assertThat(explained(limits))
                .contains("maxTokens: 500", "totalTokens: 70", "promptCacheKey: \"chat-1\"", "tokenCount: \"12\"")
                .contains("maxCompletionTokens: \"900\"", "model: \"gpt-4o\"", "useSession: true", "accessToken: 7");

        Keys keys = new Keys(
                new BigInteger("31337313373133731337"),
                new byte[] {83, 69},
                "SECRET".toCharArray(),
                Optional.of("SECRET"),
                4711);

        assertThat(explained(keys))
                .doesNotContain("SECRET", "31337", "83, 69")
                .contains("privateKey: ***", "accessToken: ***", "password: ***", "pin: 4711");
    }

    @Test
    void aRefusalDoesNotPrintASecretAndProposesWhatCanBeWritten() {
        Runnable lambda = () -> {};

        Explanation byLooks = explain(Map.of("sk-live-SECRET", lambda));
        Explanation byName = explain(Map.of("byApiKey", Map.of("SECRET", lambda)));
        Explanation beside = explain(Arrays.asList("authorization", "SECRET", lambda));

        assertThat(byLooks.lines().toString()).doesNotContain("SECRET").contains("0.*** is a lambda", "ignore: [0]");
        assertThat(byName.lines().toString()).doesNotContain("SECRET").contains("0.byApiKey.*** is a lambda");
        assertThat(beside.lines().toString()).doesNotContain("SECRET");
    }

    @Test
    void whatHasNoTextShowsItsTypeOnly() {
        assertThat(explained(List.of(URI.create("https://u:SECRET@h/"), new StringBuilder("SECRET"))))
                .doesNotContain("SECRET");
    }

    /** Of one that was searched whole, letter by letter from each letter on, nobody saw the end. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void onlyTheBeginOfALongWordIsSearched() {
        String word = "n".repeat(3_000_000);

        Explanation ofKey = explain(Map.of(word, "shown", "short", word));
        Explanation ofTenant = KeyFixture.KEYS.plan(KeyFixture.spec()).explain(word, null, new Object[] {"shown"});

        assertThat(ofKey.lines().toString()).hasSizeLessThan(10_000).contains("***");
        assertThat(ofTenant.lines().toString()).hasSizeLessThan(10_000).contains("tenant: nnn", "***", "\"shown\"");
    }

    @Test
    void aNameIsOneWhateverItBeginsWith() {
        assertThat(Secrets.masked("2api-key: SECRET")).isEqualTo("2api-key: ***");
        assertThat(Secrets.masked("a=1&_9.apiKey  =  SECRET&b=2")).isEqualTo("a=1&_9.apiKey  =  ***&b=2");
        assertThat(Secrets.masked("model=gpt, apiKey'=SECRET")).isEqualTo("model=gpt, apiKey'=***");
        assertThat(Secrets.masked("über-apiKey=SECRET")).isEqualTo("über-apiKey=***");
    }

    private static String explained(Object argument) {
        return String.join("\n", explain(argument).lines());
    }

    private static Explanation explain(Object argument) {
        return KeyFixture.KEYS.plan(KeyFixture.spec()).explain(null, null, new Object[] {argument});
    }
}
