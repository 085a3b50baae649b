package dev.reprise.clients.koog

import ai.koog.agents.core.tools.ToolDescriptor
import ai.koog.agents.core.tools.ToolParameterDescriptor
import ai.koog.agents.core.tools.ToolParameterType
import ai.koog.http.client.KoogHttpClient
import ai.koog.http.client.ktor.KtorKoogHttpClient
import ai.koog.prompt.Prompt
import ai.koog.prompt.dsl.prompt
import ai.koog.prompt.executor.clients.anthropic.AnthropicClientSettings
import ai.koog.prompt.executor.clients.anthropic.AnthropicLLMClient
import ai.koog.prompt.executor.clients.openai.OpenAIClientSettings
import ai.koog.prompt.executor.clients.openai.OpenAILLMClient
import ai.koog.prompt.executor.ollama.client.OllamaClient
import ai.koog.prompt.params.LLMParams
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO

/** The clients of Koog, for a provider on this machine, and what they are asked. */
object Clients {

    val tools = listOf(
        ToolDescriptor(
            "find_order",
            "Finds an order.",
            listOf(ToolParameterDescriptor("number", "its number", ToolParameterType.Integer)),
            listOf(ToolParameterDescriptor("tags", "more", ToolParameterType.List(ToolParameterType.String))),
        ),
    )

    @JvmStatic
    @JvmOverloads
    fun openAi(url: String, key: String = "key", factory: KoogHttpClient.Factory = factory()): OpenAILLMClient =
        OpenAILLMClient(key, OpenAIClientSettings(url), factory)

    @JvmStatic
    @JvmOverloads
    fun anthropic(url: String, key: String = "key", factory: KoogHttpClient.Factory = factory()): AnthropicLLMClient =
        AnthropicLLMClient(key, AnthropicClientSettings(baseUrl = url), factory)

    @JvmStatic
    @JvmOverloads
    fun ollama(url: String, factory: KoogHttpClient.Factory = factory()): OllamaClient = OllamaClient(factory, url)

    @JvmStatic
    fun factory(): KoogHttpClient.Factory = KtorKoogHttpClient.Factory(HttpClient(CIO))

    @JvmStatic
    fun question(params: LLMParams = LLMParams(temperature = 0.5)): Prompt = prompt("question", params) {
        system("Be brief.")
        user("Where is my order?")
    }
}
