package dev.reprise.clients.kotlin

import java.io.IOException
import kotlin.concurrent.thread
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map

/** A service that hands over its answers later, or in parts. */
class Streams {

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    fun later(question: String): Deferred<Answer> = scope.async {
        Bodies.run()
        delay(5)
        Answer(question, mutableListOf("a"), question.length)
    }

    fun lazily(question: String): Deferred<String> = scope.async(start = CoroutineStart.LAZY) {
        Bodies.run()
        "lazily $question"
    }

    fun inScope(scope: CoroutineScope, question: String): Deferred<String> = scope.async {
        Bodies.run()
        delay(1)
        "in scope $question"
    }

    fun ready(question: String): Deferred<String> {
        Bodies.run()
        return CompletableDeferred("ready $question")
    }

    fun byThread(question: String): Deferred<String> {
        Bodies.run()
        val answer = CompletableDeferred<String>()
        thread {
            Thread.sleep(5)
            answer.complete("by thread $question")
        }
        return answer
    }

    fun failing(question: String): Deferred<String> = scope.async {
        Bodies.run()
        delay(1)
        throw IOException("no $question")
    }

    fun endless(question: String): Deferred<String> = scope.async {
        Bodies.run()
        try {
            delay(60_000)
        } finally {
            Thread.sleep(20)
            Bodies.cancelled.incrementAndGet()
        }
        question
    }

    fun own(question: String): Deferred<String> = Own(this, CompletableDeferred("own $question").also { Bodies.run() })

    class Own(val more: Any, deferred: Deferred<String>) : Deferred<String> by deferred

    fun words(text: String): Flow<Answer> = flow {
        Bodies.run()
        for (word in text.split(' ')) {
            emit(Answer(word, mutableListOf(), word.length))
            delay(1)
        }
    }

    /** Of a class of the service's own, as inlined operators are. */
    fun mapped(text: String): Flow<Int> = words(text).map { it.text.length }

    fun elsewhere(text: String): Flow<String> = flow {
        Bodies.run()
        emit(text + " on " + Thread.currentThread().name.substringBefore('-'))
    }.flowOn(Dispatchers.IO)

    fun channelled(count: Int): Flow<Int> = channelFlow {
        Bodies.run()
        repeat(count) { send(it) }
    }

    /** Loses what does not fit. */
    fun calledBack(count: Int): Flow<Int> = callbackFlow {
        Bodies.run()
        repeat(count) { trySend(it) }
        close()
        awaitClose()
    }

    fun none(text: String): Flow<String> = emptyFlow()

    fun nulls(text: String): Flow<String?> = flow {
        Bodies.run()
        emit(text)
        emit(null)
    }

    fun breaking(text: String, pause: Boolean): Flow<String> = flow {
        Bodies.run()
        emit(text)
        if (pause) delay(1)
        throw IOException("broken $text")
    }

    fun unending(text: String): Flow<String> = flow {
        Bodies.run()
        try {
            while (true) {
                emit(text)
                delay(1)
            }
        } finally {
            Bodies.cancelled.incrementAndGet()
        }
    }

    /** Ends without noticing that it was cancelled after its element. */
    fun once(text: String): Flow<String> = flow {
        Bodies.run()
        emit(text)
    }

    fun shared(text: String): Flow<String> {
        Bodies.run()
        return MutableSharedFlow<String>(replay = 2).apply {
            tryEmit(text)
            tryEmit(text)
        }
    }
}
