package dev.reprise.clients.kotlin

import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.newSingleThreadContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield

/** Answers when it may. */
class Slow {
    suspend fun answer(question: String): String {
        val call = ran.incrementAndGet()
        mayAnswer.await()
        if (question == "broken" && call == 1) {
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

private val slow = Slow()

/** Asks the same several times before there is an answer, and prints how often the body ran and what came of it. */
fun main() = runBlocking {
    ask("together") { it }
    ask("broken") { it }
    ask("follower") { all ->
        all[3].cancelAndJoin() // Before there is an answer.
        all
    }
    ask("leader") { all ->
        all[0].cancelAndJoin()
        all
    }
    newSingleThreadContext("single").use { single ->
        Slow.mayAnswer = CompletableDeferred()
        val first = async { slow.answer("dispatched") }
        yield()
        val other = async(single) {
            slow.answer("dispatched")
            Thread.currentThread().name.substringBefore(' ')
        }
        Slow.mayAnswer.complete(Unit)
        println("dispatched ${first.await()} on ${other.await()}")
    }
    Slow.mayAnswer = CompletableDeferred()
    val first = async { slow.answer("unconfined") }
    yield()
    val other = async(Dispatchers.Unconfined) { slow.answer("unconfined") }
    Slow.mayAnswer.complete(Unit)
    println("unconfined ${first.await()} ${other.await()}")
}

private suspend fun ask(question: String, then: suspend CoroutineScope.(List<Deferred<String>>) -> List<Deferred<String>>) {
    Slow.ran.set(0)
    Slow.mayAnswer = CompletableDeferred()
    supervisorScope {
        val all = List(TOGETHER) { async { slow.answer(question) } }
        yield() // Each has asked by now: they are all on one thread.
        then(all)
        Slow.mayAnswer.complete(Unit)
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
        println("$question: ran ${Slow.ran.get()}, answers $answers, failures $failures, cancelled $cancelled")
    }
}
