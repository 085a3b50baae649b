package dev.reprise.clients.kotlin

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.newSingleThreadContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Answers when it may. */
class Slow {
    suspend fun answer(question: String): String {
        val call = Turns.ran.incrementAndGet()
        Turns.mayAnswer.await() // Here, so that it is called again when it goes on.
        return Turns.answer(question, call)
    }
}

private val slow = Slow()

/** Asks the same several times before there is an answer, and prints how often the body ran and what came of it. */
fun main() = runBlocking {
    val ask: suspend (String, String) -> String = { _, question -> slow.answer(question) }
    several("together", ask) { it }
    several("broken", ask) { it }
    several("follower", ask) { all ->
        all[3].cancelAndJoin() // Before there is an answer.
        all
    }
    several("leader", ask) { all ->
        all[0].cancelAndJoin()
        all
    }
    newSingleThreadContext("single").use { single ->
        Turns.mayAnswer = CompletableDeferred()
        val first = async { slow.answer("dispatched") }
        yield()
        val other = async(single) {
            slow.answer("dispatched")
            Thread.currentThread().name.substringBefore(' ')
        }
        Turns.mayAnswer.complete(Unit)
        println("dispatched ${first.await()} on ${other.await()}")
    }
    Turns.mayAnswer = CompletableDeferred()
    val first = async { slow.answer("unconfined") }
    yield()
    val other = async(Dispatchers.Unconfined) { slow.answer("unconfined") }
    Turns.mayAnswer.complete(Unit)
    println("unconfined ${first.await()} ${other.await()}")
}
