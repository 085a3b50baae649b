package dev.reprise.clients.kotlin

import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.exitProcess
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

private val calls = AtomicInteger()
private val scope = CoroutineScope(Dispatchers.Default)

/** A service whose answers to the same question are alike, or are not. */
class Varied {

    fun alike(text: String): Flow<String> = flow { text.split(' ').forEach { emit(it) } }

    /** The same, in other pieces each time. */
    fun inPieces(text: String): Flow<String> = flow {
        val cut = calls.incrementAndGet() % text.length
        emit(text.substring(0, cut) + text[cut])
        emit(text.substring(cut + 1) + ".")
    }

    fun otherwise(text: String): Flow<String> = flow {
        emit(text)
        emit("answer ${calls.incrementAndGet()}")
    }

    fun alikeLater(text: String): Deferred<String> = scope.async { "$text." }

    fun otherwiseLater(text: String): Deferred<String> = scope.async { "$text ${calls.incrementAndGet()}" }
}

/** Asks the same as often as it is told. */
fun main(arguments: Array<String>) {
    val varied = Varied()
    runBlocking {
        repeat(arguments[0].toInt()) {
            varied.alike("one two").toList()
            varied.inPieces("one two").toList()
            varied.otherwise("one two").toList()
            varied.alikeLater("one").await()
            varied.otherwiseLater("one").await()
        }
    }
    exitProcess(0)
}
