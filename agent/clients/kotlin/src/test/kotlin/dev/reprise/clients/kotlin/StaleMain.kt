package dev.reprise.clients.kotlin

import dev.reprise.clients.StaleRun
import dev.reprise.clients.UnsteadyProvider
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withContext

/** Asks a provider, whose connections it does not hide. */
class Asker(private val url: String) {

    @Transient private val http = HttpClient.newHttpClient()

    @Transient private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    suspend fun answer(question: String): String = withContext(Dispatchers.IO) { sent(question) }

    fun later(question: String): Deferred<String> = scope.async { runInterruptible { sent(question) } }

    fun lazily(question: String): Deferred<String> = scope.async(start = CoroutineStart.LAZY) { sent(question) }

    fun parts(question: String): Flow<String> = flow {
        sent(question).split(' ').forEach { emit(it) }
    }.flowOn(Dispatchers.IO)

    /** Fails after its first element, if at all. */
    fun begun(question: String): Flow<String> = flow {
        emit("well")
        emit(sent(question))
    }.flowOn(Dispatchers.IO)

    private fun sent(question: String): String {
        val answer = http.send(HttpRequest.newBuilder(URI("$url/$question")).build(), BodyHandlers.ofString())
        check(answer.statusCode() == 200)
        return answer.body()
    }
}

/** Asks the same again and again while the provider fails in several ways. */
@OptIn(ExperimentalCoroutinesApi::class)
fun main() {
    UnsteadyProvider.start().use { provider ->
        provider.answers("/a", "to be or not").answers("/b", "that is")
        val asker = Asker(provider.url())
        val run = StaleRun(provider) { "" }
        run.ask("suspend") { runBlocking { asker.answer("a") } }
        run.ask("deferred") { runBlocking { asker.later("a").await() } }
        run.ask("deferred lazily") { runBlocking { asker.lazily("a").await() } }
        run.ask("deferred together") { runBlocking { awaitAll(asker.later("a"), asker.later("b")) } }
        run.ask("deferred selected") { runBlocking { select { asker.later("a").onAwait { it } } } }
        run.ask("deferred joined") {
            runBlocking {
                val deferred = asker.later("a")
                deferred.join()
                deferred.getCompletionExceptionOrNull()?.let { throw it }
                "${deferred.getCompleted()} ${deferred.isCancelled} ${deferred.isActive}"
            }
        }
        run.ask("flow") { runBlocking { asker.parts("a").toList() } }
        run.ask("flow further") {
            runBlocking { asker.parts("a").map { it.length }.flowOn(Dispatchers.Default).take(3).toList() }
        }
        run.ask("flow begun") { runBlocking { asker.begun("a").toList() } }
        provider.hangs()
        runBlocking {
            val deferred = asker.later("a")
            deferred.cancelAndJoin()
            println("cancelled, by its holder: ${deferred.isCancelled} ${deferred.isCompleted}")
        }
    }
    exitProcess(0)
}
