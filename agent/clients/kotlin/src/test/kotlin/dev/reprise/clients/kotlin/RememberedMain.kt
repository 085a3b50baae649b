package dev.reprise.clients.kotlin

import dev.reprise.api.Reprise
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.system.exitProcess
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** What a user names. */
class NoSuchDocument(val document: String) : Exception("no $document")

/** Counts the bodies that ran, and says when one waits; of no service a part, for the fields of one are in its keys. */
private object Tries {
    val ran = AtomicInteger()
    val waits = CompletableDeferred<Unit>()

    fun fail(document: String): Nothing {
        ran.incrementAndGet()
        throw if (document == "broken") IllegalStateException("no luck") else NoSuchDocument(document)
    }

    suspend fun wait(): Nothing {
        ran.incrementAndGet()
        waits.complete(Unit)
        awaitCancellation()
    }
}

/** A service none of whose documents are there. */
class Documents {

    @Transient private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    suspend fun atOnce(document: String): String = Tries.fail(document)

    suspend fun suspended(document: String): String = withContext(Dispatchers.IO) { Tries.fail(document) }

    suspend fun waiting(document: String): String = if (document == "slow") Tries.wait() else document

    fun later(document: String): Deferred<String> = scope.async { Tries.fail(document) }

    fun lazily(document: String): Deferred<String> =
        scope.async(start = CoroutineStart.LAZY) { Tries.fail(document) }

    fun byThread(document: String): Deferred<String> {
        val answer = CompletableDeferred<String>()
        thread { answer.completeExceptionally(runCatching<String> { Tries.fail(document) }.exceptionOrNull()!!) }
        return answer
    }

    fun failed(document: String): Deferred<String> = CompletableDeferred<String>().apply {
        completeExceptionally(runCatching<String> { Tries.fail(document) }.exceptionOrNull()!!)
    }

    fun parts(document: String): Flow<String> = flow { Tries.fail(document) }

    fun elsewhere(document: String): Flow<String> = parts(document).flowOn(Dispatchers.IO)

    fun begun(document: String): Flow<String> = flow {
        emit("well")
        Tries.fail(document)
    }

    fun there(document: String): Flow<String> = flow {
        Tries.ran.incrementAndGet()
        emit(document)
    }
}

/** Asks for what is not there again and again, and prints what came of it. */
@OptIn(ExperimentalCoroutinesApi::class)
fun main() {
    runBlocking {
        for ((way, ask) in mapOf<String, suspend (Documents, String) -> Any>(
            "at once" to { documents, name -> documents.atOnce(name) },
            "suspended" to { documents, name -> documents.suspended(name) },
            "later" to { documents, name -> documents.later(name).await() },
            "lazily" to { documents, name -> documents.lazily(name).await() },
            "by a thread" to { documents, name -> documents.byThread(name).await() },
            "failed" to { documents, name -> documents.failed(name).await() },
            "failed, joined" to { documents, name ->
                val deferred = documents.failed(name)
                deferred.join()
                deferred.getCompletionExceptionOrNull()?.let { throw it } ?: deferred.getCompleted()
            },
            "parts" to { documents, name -> documents.parts(name).toList() },
            "parts, first" to { documents, name -> documents.parts(name).first() },
            "parts elsewhere" to { documents, name -> documents.elsewhere(name).toList() },
            "begun" to { documents, name -> documents.begun(name).toList() },
        )) {
            Reprise.evictAll()
            val documents = Documents()
            println("$way: ${thrice { ask(documents, "a") }}, ${thrice { ask(documents, "broken") }}")
            Reprise.evictTag("others")
            print("$way, evicted: ${times { failure { ask(documents, "a") } }} ")
            Reprise.evictTag("papers")
            println("then ${times { failure { ask(documents, "a") } }}")
        }
        unfit(Documents())
    }
    exitProcess(0)
}

/** What is no failure of the service. */
private suspend fun unfit(documents: Documents) {
    val own = times {
        repeat(2) { failure { documents.there("b").collect { throw NoSuchDocument("the collector's own") } } }
    }
    println("collector: $own, ${documents.there("b").toList()}")
    val cancelled = times {
        withContext(Dispatchers.Default) {
            val call = async { documents.waiting("slow") }
            Tries.waits.await()
            call.cancelAndJoin()
        }
        val call = CoroutineScope(Dispatchers.Default).async(start = CoroutineStart.UNDISPATCHED) { documents.waiting("slow") }
        call.cancelAndJoin()
    }
    println("cancelled: $cancelled")
}

/** Asks three times, and tells of the bodies that ran and of what came of it. */
private suspend fun thrice(ask: suspend () -> Any): String {
    val failures = mutableListOf<Throwable>()
    val ran = times {
        repeat(3) {
            failures += failure(ask)
            untilLater()
        }
    }
    val own = failures[0] !== failures[1] && failures[1] !== failures[2] && failures[0] !== failures[2]
    val kinds = failures.map { "${it.javaClass.simpleName} ${it.message} ${(it as? NoSuchDocument)?.document}" }
    val above = failures.all { failure -> failure.stackTrace.any { it.className.endsWith("Tries") } }
    return "$ran ${kinds.toSet()} $own $above"
}

private suspend fun times(what: suspend () -> Unit): Int {
    val before = Tries.ran.get()
    what()
    return Tries.ran.get() - before
}

private suspend fun failure(ask: suspend () -> Any): Throwable =
    try {
        AssertionError("answered: ${ask()}")
    } catch (gone: CancellationException) {
        AssertionError("cancelled", gone)
    } catch (failure: Exception) {
        failure
    }

private fun untilLater() {
    val now = System.currentTimeMillis()
    while (System.currentTimeMillis() <= now + 1) {
        Thread.onSpinWait()
    }
}
