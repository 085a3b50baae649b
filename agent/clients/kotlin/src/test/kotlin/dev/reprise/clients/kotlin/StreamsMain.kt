package dev.reprise.clients.kotlin

import dev.reprise.clients.Written
import java.io.IOException
import kotlin.system.exitProcess
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flatMapConcat
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.launchIn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.retry
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.future.asCompletableFuture
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.newSingleThreadContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield

private val streams = Streams()

/** Calls everything twice, and prints how often that took a body and what came of it. */
fun main(arguments: Array<String>) {
    runBlocking {
        if (arguments.isEmpty()) {
            deferred()
            flows()
        } else {
            paced()
        }
    }
    Written.await()
    exitProcess(0) // Some of the bodies would go on.
}

private suspend fun deferred() {
    twice("later") {
        val later = streams.later("hi")
        val answers = coroutineScope { List(3) { async(Dispatchers.Default) { later.await() } }.awaitAll() }
        "$answers ${later.isCompleted} ${later.getCompleted()}".also { answers[0].tags += "the caller's" }
    }
    twice("lazily") { streams.lazily("hi").let { "${it.isCompleted || !it.isActive} ${it.await()}" } }
    twice("inScope") { coroutineScope { streams.inScope(this, "hi").await() } }
    twice("ready") { streams.ready("hi").let { it.getCompleted() + it.await() } }
    twice("byThread") { streams.byThread("hi").await() + on() }
    twice("all") { awaitAll(streams.later("one"), streams.later("two")).map(Answer::text).toString() }
    twice("future") { streams.byThread("future").asCompletableFuture().get() }
    twice("timeLimited") {
        val later = streams.byThread("limited")
        "${withTimeoutOrNull(60_000) { later.await() }} ${later.await()}"
    }
    twice("joined") { streams.later("joined").run { join(); "${await().text} $isCompleted $isCancelled" } }
    twice("parent") { streams.later("parent").run { joinAll(this); coroutineScope { launch(this@run) {}.join() }; await().text } }
    twice("failing") { deferredFailure(streams.failing("hi")) }
    twice("endless") {
        val ran = Bodies.ran.get()
        val endless = streams.endless("hi")
        while (Bodies.ran.get() == ran) delay(1) // What is cancelled before it begins never does.
        endless.cancelAndJoin()
        "${Bodies.cancelled.getAndSet(0)} ${endless.isCancelled} ${deferredFailure(endless)}"
    }
    twice("selected") { select { streams.byThread("selected").onAwait { it } } }
    twice("own") { streams.own("hi").let { "${it is Streams.Own} ${it.await()}" } }
}

private suspend fun flows() {
    twice("words") { streams.words("a bc def").onEach { it.tags += "the caller's" }.toList().toString() }
    twice("again") {
        val flow = streams.words("cold flow")
        "${flow.toList()} ${flow.toList()}"
    }
    twice("mapped") { streams.mapped("a bc").toList().toString() }
    twice("elsewhere") { streams.elsewhere("flow").map { it + on() }.toList().toString() }
    newSingleThreadContext("single").use { single ->
        twice("single") { withContext(single) { streams.words("x y").map { it.text + on() }.toList().toString() } }
        twice("moved") { streams.words("moved").map { it.text + on() }.flowOn(single).map { it + on() }.toList().toString() }
    }
    twice("channelled") { streams.channelled(200).buffer(Channel.UNLIMITED).toList().size.toString() }
    twice("calledBack") { streams.calledBack(200).buffer(Channel.UNLIMITED).toList().size.toString() }
    twice("conflated") { streams.calledBack(300).conflate().toList().last().toString() }
    twice("combined") {
        streams.words("p q").zip(streams.words("r s")) { a, b -> a.text + b.text }.flatMapConcat { streams.words("t $it") }
            .toList().map(Answer::text).toString()
    }
    twice("launched") {
        val seen = mutableListOf<String>()
        coroutineScope { streams.words("l m").onEach { seen += it.text }.launchIn(this) }
        seen.toString()
    }
    twice("many") {
        coroutineScope { List(20) { async(Dispatchers.Default) { streams.words("many").toList() } }.awaitAll() }.toSet().toString()
    }
    twice("none") { streams.none("none").toList().toString() }
    twice("nulls") { streams.nulls("null").toList().toString() }
    twice("first") { streams.words("first of many").first().text }
    twice("taken") { streams.words("take two of").take(2).toList().toString() }
    twice("breaking") { failure(streams.breaking("now", false)) + failure(streams.breaking("later", true)) }
    twice("caught") { streams.breaking("caught", true).catch { emit("${it.message}") }.toList().toString() }
    twice("retried") { failure(streams.breaking("retried", false).retry(1)) }
    twice("thrown") {
        try {
            streams.words("thrown at").collect { throw IOException("by the collector of ${it.text}") }.toString()
        } catch (thrown: IOException) {
            "${thrown.message}"
        }
    }
    twice("unending") {
        "${withTimeoutOrNull(30) { streams.unending("u").collect() }} ${Bodies.cancelled.getAndSet(0)}"
    }
    twice("abandoned") {
        val seen = mutableListOf<String>()
        coroutineScope { launch { streams.once("a").collect { seen += it; coroutineContext.cancel() } } }
        seen.toString()
    }
    twice("shared") { streams.shared("s").take(2).toList().toString() }
}

/** Shows that others go on while the parts are waited for. */
private suspend fun paced() {
    twice("paced") {
        val ran = Bodies.ran.get()
        var ticks = 0
        coroutineScope {
            val ticker = launch { while (true) { ticks++; yield() } }
            val words = streams.words("a b c d").toList().map(Answer::text)
            ticker.cancel()
            val replayed = Bodies.ran.get() == ran
            "$words ${ticks > 20 || !replayed}" // The real parts come as soon as they may.
        }
    }
}

private suspend fun twice(what: String, call: suspend () -> String) {
    val before = Bodies.ran.get()
    val first = call()
    val second = call()
    println("$what ${Bodies.ran.get() - before} ${if (first == second) first else "$first, then $second"}")
}

private fun on(): String = " on " + Thread.currentThread().name.substringBefore('-')

private suspend fun deferredFailure(deferred: Deferred<String>): String {
    suspend fun failure() = try { deferred.await() } catch (thrown: Exception) { "${thrown.javaClass.simpleName} ${thrown.message}" }
    return failure() + " " + failure() + " " + deferred.getCompletionExceptionOrNull()?.message
}

private suspend fun failure(flow: Flow<String>): String {
    val seen = mutableListOf<String>()
    return try {
        flow.collect { seen += it }
        "none $seen"
    } catch (thrown: IOException) {
        "$seen ${thrown.message}"
    }
}
