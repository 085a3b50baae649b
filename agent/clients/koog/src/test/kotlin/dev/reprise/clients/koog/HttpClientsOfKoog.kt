package dev.reprise.clients.koog

import ai.koog.http.client.KoogHttpClient
import ai.koog.http.client.ktor.KtorKoogHttpClient
import ai.koog.prompt.executor.clients.ConnectionTimeoutConfig
import ai.koog.prompt.executor.clients.LLMClient
import ai.koog.prompt.executor.clients.openai.OpenAIClientSettings
import ai.koog.prompt.executor.clients.openai.OpenAILLMClient
import io.ktor.client.HttpClient
import io.ktor.client.engine.ProxyBuilder
import io.ktor.client.engine.apache5.Apache5
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.http
import io.ktor.client.plugins.HttpSend
import io.ktor.client.plugins.HttpTimeout
import io.ktor.client.plugins.api.createClientPlugin
import io.ktor.client.plugins.defaultRequest
import io.ktor.client.plugins.plugin
import io.ktor.client.request.HttpRequestPipeline
import io.ktor.client.request.header
import io.ktor.network.tls.CertificateAndKey
import java.security.KeyPairGenerator

/** What a service can do about how Koog's requests go out. */
object HttpClientsOfKoog {

    @JvmStatic
    fun different(url: String): List<LLMClient> = listOf(
        Clients.openAi(url),
        Clients.openAi("$url/other"),
        Clients.openAi(url, "another key"),
        OpenAILLMClient("key", OpenAIClientSettings(url, chatCompletionsPath = "v2/chat"), Clients.factory()),
        with(url, mapOf("OpenAI-Organization" to "org"), emptyMap()),
        with(url, emptyMap(), mapOf("api-version" to "1")),
        with(url, emptyMap(), mapOf("api-version" to "2")),
        Clients.openAi(url, factory = KtorKoogHttpClient.Factory(HttpClient(CIO) { followRedirects = false })),
        Clients.openAi(url, factory = KtorKoogHttpClient.Factory(HttpClient(Apache5))),
        Clients.openAi(url, factory = KtorKoogHttpClient.Factory(HttpClient(CIO.create { proxy = ProxyBuilder.http("http://proxy:1") }))),
        Clients.openAi(url, factory = KtorKoogHttpClient.Factory(HttpClient(CIO) { engine { proxy = ProxyBuilder.http("http://proxy:2") } })),
    )

    @JvmStatic
    fun alike(url: String): List<LLMClient> = listOf(
        Clients.openAi(url),
        OpenAILLMClient("key", OpenAIClientSettings(url, ConnectionTimeoutConfig(1, 2, 3)), Clients.factory()),
        Clients.openAi(url, factory = KtorKoogHttpClient.Factory(HttpClient(CIO) { install(HttpTimeout) { requestTimeoutMillis = 1 } })),
        Clients.openAi(url, factory = KtorKoogHttpClient.Factory(HttpClient(CIO.create { requestTimeout = 5 }))),
    )

    @JvmStatic
    fun unknown(url: String): Map<String, LLMClient> {
        val certificate = CertificateAndKey(emptyArray(), KeyPairGenerator.getInstance("RSA").generateKeyPair().private)
        return mapOf(
            "a default request" to ktor(url, HttpClient(CIO) { defaultRequest { header("x", "y") } }),
            "a plugin" to ktor(url, HttpClient(CIO) { install(createClientPlugin("own") { onRequest { request, _ -> request.header("x", "y") } }) }),
            "another installation" to ktor(url, HttpClient(CIO) { install("own") { } }),
            "a client certificate" to ktor(url, HttpClient(CIO.create { https.certificates.add(certificate) })),
            "a customized Apache client" to ktor(url, HttpClient(Apache5.create { customizeClient { setUserAgent("x") } })),
            "an HTTP client of its own" to OpenAILLMClient(OpenAIClientSettings(url), object : KoogHttpClient by http(url) {}),
            "a sender that is told of later" to later(url) { it.plugin(HttpSend).intercept { request -> execute(request) } },
            "an interceptor of requests" to later(url) { client -> client.requestPipeline.intercept(HttpRequestPipeline.Before) { } },
        )
    }

    private fun ktor(url: String, client: HttpClient): LLMClient = Clients.openAi(url, factory = KtorKoogHttpClient.Factory(client))

    private fun later(url: String, change: (HttpClient) -> Unit): LLMClient =
        OpenAILLMClient(OpenAIClientSettings(url), http(url).also { change(it.ktorClient) })

    private fun http(url: String, headers: Map<String, String> = emptyMap(), parameters: Map<String, String> = emptyMap()): KtorKoogHttpClient =
        KtorKoogHttpClient.Factory(HttpClient(CIO))
            .create("client", url, mapOf("Authorization" to "Bearer key") + headers, parameters, 1, 2, 3, kotlinx.serialization.json.Json)

    private fun with(url: String, headers: Map<String, String>, parameters: Map<String, String>): LLMClient =
        OpenAILLMClient(OpenAIClientSettings(url), http(url, headers, parameters))
}
