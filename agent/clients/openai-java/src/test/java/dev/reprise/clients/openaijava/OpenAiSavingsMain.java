package dev.reprise.clients.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** A service that asks one question three times, and prints how many requests came to the provider. */
public final class OpenAiSavingsMain {

    private OpenAiSavingsMain() {}

    /** Takes the port of the provider; a second argument has it print what the agent's bean says of what was saved. */
    public static void main(String[] arguments) throws JMException {
        try (StandInProvider provider = StandInProvider.start(Integer.parseInt(arguments[0]))) {
            provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0));
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(provider.url() + "/v1")
                    .apiKey("key")
                    .maxRetries(0)
                    .build();
            ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .addUserMessage("?")
                    .build();
            for (int i = 0; i < 3; i++) {
                client.chat().completions().create(question);
            }
            System.out.println("requests: " + provider.requests());
            if (arguments.length > 1) {
                tellTotals();
            }
        }
        // The library's threads need not be waited for.
        System.exit(0);
    }

    private static void tellTotals() throws JMException {
        ObjectName bean = new ObjectName("dev.reprise:type=Reprise");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        while (!server.isRegistered(bean)) {
            Thread.onSpinWait();
        }
        print("totals", ((CompositeData) server.getAttribute(bean, "Totals")));
        for (CompositeData method : (CompositeData[]) server.getAttribute(bean, "Methods")) {
            print("method", (CompositeData) method.get("figures"));
        }
        for (CompositeData scope : (CompositeData[]) server.getAttribute(bean, "Scopes")) {
            print(String.valueOf(scope.get("scope")), (CompositeData) scope.get("figures"));
        }
    }

    private static void print(String of, CompositeData figures) {
        CompositeData saved = (CompositeData) figures.get("saved");
        System.out.println(of + ": " + saved.get("providerCalls") + " calls, " + saved.get("inputTokens") + " in, "
                + saved.get("providerCachedTokens") + " cached, " + saved.get("outputTokens") + " out, "
                + Math.round((Double) saved.get("dollars") * 1e6) + " micros, time "
                + ((Double) saved.get("seconds") > 0) + ", own " + ((Double) figures.get("ownSeconds") > 0) + " "
                + ((Long) figures.get("ownBytes") > 0));
    }
}
