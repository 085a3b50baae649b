package dev.reprise.clients.kotlin

import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield

/** Answers later or in parts, when it may. */
class SlowStreams {

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    fun later(question: String): Deferred<String> {
        val call = ran.incrementAndGet()
        return scope.async { answer(question, call) }
    }

    fun lazily(question: String): Deferred<String> = scope.async(start = CoroutineStart.LAZY) { answer(question, 0) }

    fun parts(question: String): Flow<String> = flow {
        answer(question, ran.incrementAndGet())
        emit("to ")
        emit(question)
    }

    private suspend fun answer(question: String, call: Int): String {
        mayAnswer.await()
        if (question.endsWith("broken") && call == 1) {
            throw IllegalStateException("the first one's own")
        }
        return "to $question"
    }

    companion object {
        val ran = AtomicInteger()

        @Volatile var mayAnswer = CompletableDeferred<Unit>()
    }
}

private const val TOGETHER = 10

private val slow = SlowStreams()

/** Asks the same several times before there is an answer, and prints how often the body ran and what came of it. */
fun main() = runBlocking {
    SlowStreams.mayAnswer.complete(Unit)
    for ((name, ask) in mapOf<String, suspend (String, String) -> String>(
        "deferred" to { _, question -> slow.later(question).await() },
        "flow" to { _, question -> slow.parts(question).toList().joinToString("") },
    )) {
        several("$name together", ask) { it }
        several("$name broken", ask) { it }
        several("$name follower", ask) { all ->
            all[3].cancelAndJoin() // Before there is an answer.
            all
        }
    }
    val all = started("deferred leader") { List(TOGETHER) { slow.later("deferred leader") } }
    all[0].cancelAndJoin()
    print("deferred leader", all)
    several("flow leader", { _, question -> slow.parts(question).toList().joinToString("") }) {
        it[0].cancelAndJoin()
        it
    }
    several("flow enough", { number, question ->
        if (number == "0") slow.parts(question).first() + question else slow.parts(question).toList().joinToString("")
    }) { it }
    several("flow unfit", { number, question ->
        slow.parts(question)
            .onEach { if (number == "0") throw IllegalStateException("the collector's own") }
            .toList()
            .joinToString("")
    }) { it }
    SlowStreams.mayAnswer.complete(Unit)
    println("nested " + slow.parts("nested").onEach { yield(); slow.parts("nested").toList() }.toList())
    val idle = slow.lazily("lazily") // And is never started.
    println("lazily ${slow.lazily("lazily").await()} ${idle.isActive}")
}

private suspend fun <T> started(question: String, all: suspend () -> List<T>): List<T> {
    SlowStreams.ran.set(0)
    SlowStreams.mayAnswer = CompletableDeferred()
    return all()
}

private suspend fun several(
    question: String,
    ask: suspend (String, String) -> String,
    then: suspend CoroutineScope.(List<Deferred<String>>) -> List<Deferred<String>>,
) = supervisorScope {
    val all = started(question) {
        List(TOGETHER) { async { ask(it.toString(), question) } }.also { yield() } // They are all on one thread.
    }
    then(all)
    print(question, all)
}

private suspend fun print(question: String, all: List<Deferred<String>>) {
    SlowStreams.mayAnswer.complete(Unit)
    var answers = 0
    var failures = 0
    var cancelled = 0
    for (each in all) {
        try {
            if (each.await() == "to $question") answers++
        } catch (gone: CancellationException) {
            cancelled++
        } catch (failure: IllegalStateException) {
            failures++
        }
    }
    println("$question: ran ${SlowStreams.ran.get()}, answers $answers, failures $failures, cancelled $cancelled")
}
