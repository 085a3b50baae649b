package dev.reprise.clients.kotlin

import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.coroutines.resume
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** How often a body ran, of any function: what a repeated call shows. */
object Bodies {
    val ran = AtomicInteger()
    val cancelled = AtomicInteger()

    fun run() {
        ran.incrementAndGet()
    }
}

data class Answer(val text: String, val tags: MutableList<String>, val length: Int?)

@JvmInline value class Prompt(val text: String)

@JvmInline value class Score(val points: Int)

interface Model {
    suspend fun complete(prompt: String): String

    suspend fun completeAll(prompts: List<String>): List<String> {
        Bodies.run()
        return prompts.map { complete(it) }
    }
}

open class Base {
    open suspend fun inherited(text: String): String {
        Bodies.run()
        delay(1)
        return "base $text"
    }
}

class Derived : Base() {
    override suspend fun inherited(text: String): String {
        Bodies.run()
        delay(1)
        return "derived of " + super.inherited(text)
    }
}

/** A service as a user has it. */
class Assistant(private val name: String) : Model {

    suspend fun suspended(question: String): Answer {
        Bodies.run()
        delay(2)
        val length = question.length
        delay(1)
        return Answer("$name: $question", mutableListOf("a", "ä"), length)
    }

    suspend fun atOnce(question: String): String {
        Bodies.run()
        return "$name at once: $question"
    }

    /** Has no state of its own: whoever resumes it is on a thread of his. */
    suspend fun fromThread(question: String): String {
        Bodies.run()
        return suspendCancellableCoroutine { then ->
            thread(name = "foreign") {
                Thread.sleep(5)
                then.resume("$name: $question")
            }
        }
    }

    suspend fun elsewhere(question: String): String {
        Bodies.run()
        return withContext(Dispatchers.IO) {
            delay(1)
            "$question on ${Thread.currentThread().name.substringBefore('-')}"
        }
    }

    suspend fun tail(question: String): Answer = suspended(question)

    private suspend fun hidden(question: String): String {
        Bodies.run()
        delay(1)
        return "hidden $question"
    }

    suspend fun overHidden(question: String): String = hidden(question) + hidden(question)

    suspend fun defaults(question: String, limit: Int = 5): String {
        Bodies.run()
        delay(1)
        return question.take(limit)
    }

    suspend fun overloaded(number: Int): String {
        Bodies.run()
        yield()
        return "number $number"
    }

    suspend fun overloaded(number: Long, ratio: Double): String {
        Bodies.run()
        yield()
        return "long $number $ratio"
    }

    suspend fun prompted(prompt: Prompt, score: Score?): String {
        Bodies.run()
        delay(1)
        return "${prompt.text} ${score?.points}"
    }

    suspend fun scored(text: String): Score {
        Bodies.run()
        delay(1)
        return Score(text.length)
    }

    suspend fun prompt(text: String): Prompt {
        Bodies.run()
        delay(1)
        return Prompt(text)
    }

    suspend fun result(text: String): Result<String> {
        Bodies.run()
        delay(1)
        return Result.success(text)
    }

    suspend fun nothing(text: String): String? {
        Bodies.run()
        delay(1)
        return null
    }

    suspend fun unit(text: String) {
        Bodies.run()
        delay(1)
    }

    suspend fun <T> generic(value: T): List<T> {
        Bodies.run()
        delay(1)
        return listOf(value)
    }

    suspend fun deep(depth: Int): Int {
        if (depth == 0) {
            Bodies.run()
            delay(1)
            return 0
        }
        return deep(depth - 1) + 1
    }

    suspend fun steps(count: Int): String {
        Bodies.run()
        var sum = 0
        repeat(count) {
            yield()
            sum += it
        }
        return "sum $sum"
    }

    suspend fun lambda(text: String): List<String> {
        Bodies.run()
        val step: suspend (Int) -> String = {
            delay(1)
            text + it
        }
        return listOf(step(1), step(2))
    }

    suspend fun given(text: String, step: suspend (String) -> String): String {
        Bodies.run()
        return step(text)
    }

    suspend fun fails(text: String, later: Boolean): String {
        Bodies.run()
        if (later) delay(1)
        throw IOException("no $text")
    }

    suspend fun slow(text: String): String {
        Bodies.run()
        try {
            delay(60_000)
        } finally {
            Bodies.cancelled.incrementAndGet()
        }
        return text
    }

    suspend fun named(text: String): String {
        Bodies.run()
        delay(1)
        return text + currentCoroutineContext()[CoroutineName]?.name
    }

    suspend fun blocking(text: String): String {
        Bodies.run()
        yield()
        return runBlocking { atOnce(text) + suspended(text).text }
    }

    override suspend fun complete(prompt: String): String {
        Bodies.run()
        delay(1)
        return "completed $prompt"
    }

    companion object {
        suspend fun ofCompanion(text: String): String {
            Bodies.run()
            delay(1)
            return "companion $text"
        }

        @JvmStatic
        suspend fun static(text: String): String {
            Bodies.run()
            delay(1)
            return "static $text"
        }
    }
}

suspend fun topLevel(text: String): String {
    Bodies.run()
    delay(1)
    return "top $text"
}

suspend fun String.extended(times: Int): String {
    Bodies.run()
    delay(1)
    return repeat(times)
}
