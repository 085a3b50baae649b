package dev.reprise.clients.kotlin

import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield

const val TOGETHER = 10

/** How often a body ran, and when it may answer; of no service a part, for the fields of one are in its keys. */
object Turns {
    val ran = AtomicInteger()

    @Volatile var mayAnswer = CompletableDeferred<Unit>()

    suspend fun later(question: String, call: Int): String {
        mayAnswer.await()
        return answer(question, call)
    }

    fun answer(question: String, call: Int): String {
        if (question.endsWith("broken") && call == 1) {
            throw IllegalStateException("the first one's own")
        }
        return "to $question"
    }
}

/** Asks before there is an answer. */
suspend fun <T> started(all: suspend () -> List<T>): List<T> {
    Turns.ran.set(0)
    Turns.mayAnswer = CompletableDeferred()
    return all()
}

/** Asks the same several times before there is an answer, and prints how often the body ran and what came of it. */
suspend fun several(
    question: String,
    ask: suspend (String, String) -> String,
    then: suspend CoroutineScope.(List<Deferred<String>>) -> List<Deferred<String>>,
) = supervisorScope {
    val all = started {
        List(TOGETHER) { async { ask(it.toString(), question) } }.also { yield() } // They are all on one thread.
    }
    then(all)
    print(question, all)
}

/** Lets the bodies answer, and prints what came of it. */
suspend fun print(question: String, all: List<Deferred<String>>) {
    Turns.mayAnswer.complete(Unit)
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
    println("$question: ran ${Turns.ran.get()}, answers $answers, failures $failures, cancelled $cancelled")
}
