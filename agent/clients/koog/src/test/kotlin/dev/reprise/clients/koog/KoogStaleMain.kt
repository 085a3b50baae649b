package dev.reprise.clients.koog

import ai.koog.prompt.executor.clients.openai.OpenAIModels
import dev.reprise.clients.ProviderAnswers
import dev.reprise.clients.StaleRun
import dev.reprise.clients.UnsteadyProvider
import kotlin.system.exitProcess
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Asks one question again and again while the provider fails in several ways. */
fun main() {
    UnsteadyProvider.start().use { provider ->
        val client = Clients.openAi(provider.url())
        val run = StaleRun(provider) { "" }
        provider.answers("/v1/chat/completions", ProviderAnswers.OPENAI_CHAT[0])
        run.ask("suspend") {
            runBlocking { client.execute(Clients.question(), OpenAIModels.Chat.GPT4o, Clients.tools).parts.toString() }
        }
        provider.answers("/v1/chat/completions", Answers.OPENAI_STREAM)
        run.ask("flow") {
            runBlocking {
                client.executeStreaming(Clients.question(), OpenAIModels.Chat.GPT4o, Clients.tools).toList().joinToString()
                    .replace(Regex("timestamp=[^,]*"), "")
            }
        }
    }
    exitProcess(0)
}
