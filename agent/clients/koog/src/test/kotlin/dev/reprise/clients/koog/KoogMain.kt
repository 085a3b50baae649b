package dev.reprise.clients.koog

import ai.koog.http.client.KoogHttpClient
import ai.koog.http.client.ktor.KtorKoogHttpClient
import ai.koog.prompt.executor.clients.LLMClient
import ai.koog.prompt.executor.clients.anthropic.AnthropicModels
import ai.koog.prompt.executor.clients.openai.OpenAIModels
import ai.koog.prompt.executor.ollama.client.OllamaModels
import ai.koog.prompt.llm.LLModel
import ai.koog.prompt.message.Message
import ai.koog.prompt.params.LLMParams
import dev.reprise.clients.ProviderAnswers
import dev.reprise.clients.StandInProvider
import io.ktor.client.HttpClient
import io.ktor.client.engine.apache5.Apache5
import io.ktor.client.engine.cio.CIO
import kotlin.system.exitProcess
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Asks the same twice in each way, and prints how many requests came to the provider and what was answered. */
fun main(arguments: Array<String>) {
    StandInProvider.start(arguments[0].toInt()).use { provider ->
        provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT[0])
            .answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING)
            .answers("/v1/moderations", Answers.MODERATION)
            .streams("/v1/chat/completions", "text/event-stream", Answers.OPENAI_STREAM)
            .answers("/v1/messages", ProviderAnswers.ANTHROPIC[0])
            .streams("/v1/messages", "text/event-stream", Answers.ANTHROPIC_STREAM)
            .answers("/api/chat", ProviderAnswers.OLLAMA[0].replace("\n", ""))
            .streams("/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM)
            .answers("/api/embed", ProviderAnswers.OLLAMA_EMBEDDING)
        runBlocking {
            ask(provider, "cio", KtorKoogHttpClient.Factory(HttpClient(CIO)))
            ask(provider, "apache", KtorKoogHttpClient.Factory(HttpClient(Apache5)))
        }
    }
    exitProcess(0)
}

private suspend fun ask(provider: StandInProvider, engine: String, factory: KoogHttpClient.Factory) {
    val openAi = Clients.openAi(provider.url(), factory = factory)
    val gpt = OpenAIModels.Chat.GPT4o
    provider.twice("$engine openai-chat") { said(openAi, gpt) }
    provider.twice("$engine openai-stream") { streamed(openAi, gpt) }
    provider.twice("$engine openai-vector") { openAi.embed("a", OpenAIModels.Embeddings.TextEmbedding3Small).toString() }
    provider.twice("$engine openai-moderation") { openAi.moderate(Clients.question(), OpenAIModels.Moderation.Omni).toString() }
    val claude = Clients.anthropic(provider.url(), factory = factory)
    provider.twice("$engine anthropic-chat") { said(claude, AnthropicModels.Sonnet_4_5) }
    provider.twice("$engine anthropic-stream") { streamed(claude, AnthropicModels.Sonnet_4_5) }
    provider.streams("/v1/chat/completions", "text/event-stream", Answers.openAi(null, "Yes"))
    provider.twice("$engine openai-broken") { streamed(openAi, OpenAIModels.Chat.GPT4_1) }
    provider.streams("/v1/messages", "text/event-stream", Answers.anthropic(null))
    provider.twice("$engine anthropic-broken") { streamed(claude, AnthropicModels.Opus_4_1) }
    provider.streams("/v1/chat/completions", "text/event-stream", Answers.OPENAI_STREAM)
        .streams("/v1/messages", "text/event-stream", Answers.ANTHROPIC_STREAM)
    provider.twice("$engine openai-cut-short") { streamed(openAi, gpt, 1) }
    val ollama = Clients.ollama(provider.url(), factory)
    provider.twice("$engine ollama-chat") { said(ollama, OllamaModels.Meta.LLAMA_3_2) }
    provider.twice("$engine ollama-stream") { streamed(ollama, OllamaModels.Meta.LLAMA_3_2) }
    provider.twice("$engine ollama-vectors") { ollama.embed(listOf("a", "b"), OllamaModels.Embeddings.NOMIC_EMBED_TEXT).toString() }
}

private suspend fun said(client: LLMClient, model: LLModel): String =
    told(client.execute(Clients.question(), model, Clients.tools))

private fun told(message: Message.Assistant): String =
    "${message.parts} ${message.finishReason} ${message.metaInfo.totalTokensCount} ${message.rawResponse}"

private suspend fun streamed(client: LLMClient, model: LLModel, atMost: Int = Int.MAX_VALUE): String =
    client.executeStreaming(Clients.question(LLMParams(temperature = if (atMost == 1) 0.1 else 0.2)), model, Clients.tools)
        .take(atMost).toList().joinToString().replace(Regex("timestamp=[^,]*"), "")

private suspend fun StandInProvider.twice(what: String, call: suspend () -> String) {
    val before = requests()
    val answers = List(2) { runCatching { call() }.getOrElse { "failed: $it" } }
    println("$what ${requests() - before} ${answers.distinct().joinToString(" then ")}".replace("\n", " "))
}
