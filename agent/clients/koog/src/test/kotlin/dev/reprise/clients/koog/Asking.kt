package dev.reprise.clients.koog

import ai.koog.prompt.dsl.ModerationResult
import ai.koog.prompt.executor.clients.LLMClient
import ai.koog.prompt.llm.LLModel
import ai.koog.prompt.message.Message
import ai.koog.prompt.params.LLMParams
import ai.koog.prompt.streaming.StreamFrame
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Calls that wait, for tests in Java. */
object Asking {

    @JvmStatic
    @JvmOverloads
    fun said(client: LLMClient, model: LLModel, params: LLMParams = LLMParams()): Message.Assistant =
        runBlocking { client.execute(Clients.question(params), model, Clients.tools) }

    @JvmStatic
    fun streamed(client: LLMClient, model: LLModel): List<StreamFrame> =
        runBlocking { client.executeStreaming(Clients.question(), model, Clients.tools).toList() }

    @JvmStatic
    fun moderated(client: LLMClient, model: LLModel): ModerationResult = runBlocking { client.moderate(Clients.question(), model) }

    @JvmStatic
    fun embedded(client: LLMClient, model: LLModel, text: String): List<Double> = runBlocking { client.embed(text, model) }

    @JvmStatic
    fun embedded(client: LLMClient, model: LLModel): List<List<Double>> = runBlocking { client.embed(listOf("a", "b"), model) }
}
