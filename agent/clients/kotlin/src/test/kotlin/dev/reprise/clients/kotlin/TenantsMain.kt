package dev.reprise.clients.kotlin

import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** Says whose a coroutine is. */
class BelongsTo(private val tenant: String) : AbstractCoroutineContextElement(Key) {
    companion object Key : CoroutineContext.Key<BelongsTo>
}

/** Numbers its answers. */
class Numbering {
    suspend fun slow(question: String): String {
        val number = ran.incrementAndGet()
        delay(1)
        return "$question $number"
    }

    suspend fun atOnce(question: String): String = "$question ${ran.incrementAndGet()}"

    fun parts(question: String): Flow<String> = flow {
        emit("$question ${ran.incrementAndGet()}")
        delay(1)
        emit("end")
    }

    fun later(scope: CoroutineScope, question: String): Deferred<String> {
        val number = ran.incrementAndGet()
        return scope.async { "$question $number" }
    }

    private companion object {
        val ran = AtomicInteger()
    }
}

private val acme = BelongsTo("acme")
private val other = BelongsTo("other")
private val numbering = Numbering()

/** Asks the same as coroutines of several tenants, and prints which answers each got. */
fun main() = runBlocking {
    for ((name, ask) in mapOf<String, suspend () -> String>(
        "slow" to { numbering.slow("q") },
        "at once" to { numbering.atOnce("q") },
        "parts" to { numbering.parts("q").toList().joinToString(" ") },
        "parts elsewhere" to { numbering.parts("elsewhere").flowOn(Dispatchers.Default).toList().joinToString(" ") },
    )) {
        val first = withContext(acme) { ask() }
        val second = withContext(other) { ask() }
        println("$name: another's is another ${first != second}")
        println("$name: again ${withContext(BelongsTo("acme")) { ask() } == first}")
        println("$name: async " + listOf(async(acme) { ask() }, async(other) { ask() }).awaitAll().let { it == listOf(first, second) })
        println("$name: inherited " + withContext(acme + CoroutineName("named")) {
            coroutineScope { async(Dispatchers.Default) { delay(1); ask() }.await() } == first
        })
        println("$name: within " + withContext(acme) { Pair(withContext(other) { ask() }, ask()) == Pair(second, first) })
        var launched = ""
        launch(other + Dispatchers.IO) { launched = ask() }.join()
        println("$name: launched ${launched == second}")
        println("$name: nobody's is asked ${setOf(ask(), ask(), first, second).size}")
        println("$name: blank is asked ${withContext(BelongsTo(" ")) { setOf(ask(), ask(), first, second).size }}")
    }
    println("later is asked " + withContext(acme) {
        setOf(numbering.later(this, "q").await(), numbering.later(this, "q").await()).size
    })
    val crossed = AtomicInteger()
    val answers = List(50) { withContext(BelongsTo("tenant $it")) { numbering.slow("many") } }
    coroutineScope {
        repeat(1_000) { call ->
            launch(Dispatchers.Default + BelongsTo("tenant ${call % 50}")) {
                delay((call % 3).toLong())
                if (numbering.slow("many") != answers[call % 50]) crossed.incrementAndGet()
            }
        }
    }
    println("crossed $crossed")
}
