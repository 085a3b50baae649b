package dev.reprise.clients.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.KeyCredential;
import com.azure.core.http.policy.HostPolicy;
import com.azure.core.http.policy.PortPolicy;
import com.azure.core.http.policy.ProtocolPolicy;
import java.net.URI;

/** Clients of a provider on this machine. The library sends keys over HTTPS alone, so that is undone behind its back. */
final class Clients {

    private Clients() {}

    /** Returns a client of Azure. */
    static OpenAIClient ofAzure(String url) {
        return azure(url).buildClient();
    }

    /** Returns a client of Azure that answers later. */
    static OpenAIAsyncClient ofAzureLater(String url) {
        return azure(url).buildAsyncClient();
    }

    private static OpenAIClientBuilder azure(String url) {
        return new OpenAIClientBuilder()
                .endpoint(url.replace("http:", "https:"))
                .credential(new AzureKeyCredential("key"))
                .addPolicy(new ProtocolPolicy("http", /* overwrite= */ true));
    }

    /** Returns a client of OpenAI, whose address is fixed. */
    static OpenAIClient ofOpenAi(String url) {
        return new OpenAIClientBuilder()
                .credential(new KeyCredential("key"))
                .addPolicy(new ProtocolPolicy("http", /* overwrite= */ true))
                .addPolicy(new HostPolicy("127.0.0.1"))
                .addPolicy(new PortPolicy(URI.create(url).getPort(), /* overwrite= */ true))
                .buildClient();
    }
}
