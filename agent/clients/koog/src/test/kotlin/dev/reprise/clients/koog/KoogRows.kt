package dev.reprise.clients.koog

import ai.koog.prompt.dsl.prompt
import ai.koog.prompt.executor.clients.LLMClient
import ai.koog.prompt.executor.clients.anthropic.AnthropicModels
import ai.koog.prompt.executor.clients.openai.OpenAIModels
import ai.koog.prompt.executor.ollama.client.OllamaModels
import ai.koog.prompt.llm.LLModel
import dev.reprise.clients.matrix.AnthropicProtocol
import dev.reprise.clients.matrix.Asked
import dev.reprise.clients.matrix.CancelledCall
import dev.reprise.clients.matrix.Matrix
import dev.reprise.clients.matrix.OllamaProtocol
import dev.reprise.clients.matrix.OpenAiProtocol
import dev.reprise.clients.matrix.Protocol
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** The calls of Koog's clients. */
object KoogRows {

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** Makes them. */
    @JvmStatic
    fun main(arguments: Array<String>) = Matrix.run(arguments, Providers, ::add)

    private fun add(matrix: Matrix) {
        val openAi = Clients.openAi(matrix.url())
        val anthropic = Clients.anthropic(matrix.url())
        val ollama = Clients.ollama(matrix.url())
        chats(matrix, "OpenAILLMClient", openAi, OpenAIModels.Chat.GPT4o)
        matrix.waiting("OpenAILLMClient.embed") { openAi.embed(it, OpenAIModels.Embeddings.TextEmbedding3Small) }
        matrix.waiting("OpenAILLMClient.moderate") { openAi.moderate(asked(it), OpenAIModels.Moderation.Omni) }
        chats(matrix, "AnthropicLLMClient", anthropic, AnthropicModels.Sonnet_4_5)
        matrix.waiting("OllamaClient.embed") { ollama.embed(it, OllamaModels.Embeddings.NOMIC_EMBED_TEXT) }
        matrix.waiting("OllamaClient.embed of several texts") { ollama.embed(listOf(it, it + it), OllamaModels.Embeddings.NOMIC_EMBED_TEXT) }
    }

    private fun chats(matrix: Matrix, name: String, client: LLMClient, model: LLModel) {
        matrix.waiting("$name.execute") { client.execute(asked(it), model, Clients.tools) }
        matrix.row("$name.executeStreaming") {
            runBlocking { client.executeStreaming(asked(it), model, Clients.tools).toList().toString() }
        }.cancelled { begun(client, model, it) }
    }

    private fun asked(question: String) = prompt("question") { user(question) }

    private fun Matrix.waiting(name: String, call: suspend (String) -> Any) {
        row(name) { runBlocking { call(it).toString() } }.cancelled { question ->
            val job = scope.launch { call(question) }
            CancelledCall.Cancellation { runBlocking { job.cancelAndJoin() } }
        }
    }

    private fun begun(client: LLMClient, model: LLModel, question: String): CancelledCall.Cancellation {
        val first = CompletableDeferred<Unit>()
        val job = scope.launch {
            client.executeStreaming(asked(question), model, Clients.tools).collect {
                first.complete(Unit)
                awaitCancellation()
            }
        }
        runBlocking { first.await() }
        return CancelledCall.Cancellation { runBlocking { job.cancelAndJoin() } }
    }

    /** All of them at one address. */
    private object Providers : Protocol {
        private val all = listOf(OpenAiProtocol(), AnthropicProtocol(), OllamaProtocol())

        override fun answer(asked: Asked) = all.firstNotNullOfOrNull { it.answer(asked) }

        override fun error(): String = all[0].error()
    }
}
