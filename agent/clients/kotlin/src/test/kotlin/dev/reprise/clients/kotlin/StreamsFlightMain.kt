package dev.reprise.clients.kotlin

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
import kotlinx.coroutines.yield

/** Answers later or in parts, when it may. */
class SlowStreams {

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    fun later(question: String): Deferred<String> {
        val call = Turns.ran.incrementAndGet()
        return scope.async { Turns.later(question, call) }
    }

    fun lazily(question: String): Deferred<String> = scope.async(start = CoroutineStart.LAZY) { Turns.later(question, 0) }

    fun parts(question: String): Flow<String> = flow {
        Turns.later(question, Turns.ran.incrementAndGet())
        emit("to ")
        emit(question)
    }
}

private val slow = SlowStreams()

/** Asks the same several times before there is an answer, and prints how often the body ran and what came of it. */
fun main() = runBlocking {
    Turns.mayAnswer.complete(Unit)
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
    val all = started { List(TOGETHER) { slow.later("deferred leader") } }
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
    Turns.mayAnswer.complete(Unit)
    println("nested " + slow.parts("nested").onEach { yield(); slow.parts("nested").toList() }.toList())
    val idle = slow.lazily("lazily") // And is never started.
    println("lazily ${slow.lazily("lazily").await()} ${idle.isActive}")
}
