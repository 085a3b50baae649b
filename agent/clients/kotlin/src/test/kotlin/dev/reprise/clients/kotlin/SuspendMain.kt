package dev.reprise.clients.kotlin

import dev.reprise.api.Reprise
import dev.reprise.clients.Written
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.newSingleThreadContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull

private val assistant = Assistant("Ann")

/** Calls everything twice, and prints how often that took a body and what came of it. */
fun main(arguments: Array<String>) = runBlocking {
    if (arguments.isNotEmpty()) {
        twice("deep") { bare { "${assistant.deep(1200)}" } }
        return@runBlocking
    }
    twice("suspended") {
        val answer = assistant.suspended("hi")
        "$answer".also { answer.tags += "the caller's" }
    }
    twice("atOnce") { assistant.atOnce("hi") }
    twice("fromThread") { assistant.fromThread("hi") + on() }
    twice("elsewhere") { assistant.elsewhere("hi") + on() }
    twice("tail") { "${assistant.tail("tail")}" }
    twice("hidden") { assistant.overHidden("hi") }
    twice("defaults") { assistant.defaults("question") + assistant.defaults("question", 5) + assistant.defaults("question", 3) }
    twice("overloaded") { assistant.overloaded(1) + assistant.overloaded(1, 1.5) }
    twice("prompted") { assistant.prompted(Prompt("p"), Score(3)) + assistant.prompted(Prompt("p"), null) }
    twice("scored") { "${assistant.scored("text")}" }
    twice("generic") { "${assistant.generic("text")} ${assistant.generic(12)}" }
    twice("deep") { "${assistant.deep(1000)}" }
    twice("steps") { assistant.steps(200) }
    twice("lambda") { "${assistant.lambda("text")}" }
    twice("named") { withContext(CoroutineName("Zoe")) { assistant.named("I am ") } }
    twice("blocking") { assistant.blocking("text") }
    twice("companion") { Assistant.ofCompanion("c") + Assistant.static("s") }
    twice("topLevel") { topLevel("t") + "ex".extended(2) }
    twice("model") { "${(assistant as Model).completeAll(listOf("one", "two"))}" }
    twice("inherited") { Base().inherited("b") + Derived().inherited("d") }
    twice("reference") { call(assistant::atOnce, "ref") + call(assistant::elsewhere, "ref") }
    twice("default") { withContext(Dispatchers.Default) { assistant.fromThread("default") + on() } }
    twice("unconfined") { withContext(Dispatchers.Unconfined) { assistant.suspended("unconfined").text } }
    newSingleThreadContext("single").use { single ->
        twice("single") { withContext(single) { assistant.fromThread("single") + on() + assistant.elsewhere("s") + on() } }
    }
    twice("tenants") {
        listOf("acme", "other", "acme").map { tenant ->
            withContext(TenantElement(tenant) + Dispatchers.Default) {
                delay(1)
                withContext(Dispatchers.IO) { assistant.atOnce("whose") }
            }
        }.toString() + assistant.atOnce("nobody's")
    }
    twice("bare") { bare { assistant.suspended("bare").text } }
    twice("many") {
        withContext(Dispatchers.Default) {
            coroutineScope { List(40) { async { assistant.suspended("many ${it % 4}").text } }.awaitAll() }.toSet().toString()
        }
    }

    twice("nothing") { "${assistant.nothing("n")}" }
    twice("unit") { "${assistant.unit("u")}" }
    twice("prompt") { assistant.prompt("value").text }
    twice("result") { assistant.result("result").getOrThrow() }
    twice("given") { assistant.given("g") { it + it } }
    twice("failsLater") { failure { assistant.fails("later", true) } }
    twice("failsAtOnce") { failure { assistant.fails("at once", false) } }
    twice("timeout") { failure { withTimeout(20) { assistant.slow("slow") } } + " ${Bodies.cancelled.getAndSet(0)}" }
    twice("timeoutOrNull") { "${withTimeoutOrNull(20) { assistant.slow("null") }} ${Bodies.cancelled.getAndSet(0)}" }
    twice("cancelled") {
        coroutineScope {
            val call = async { assistant.slow("cancelled") }
            delay(10)
            call.cancel()
            failure { call.await() } + " ${Bodies.cancelled.getAndSet(0)}"
        }
    }
    Written.await()
}

/** Puts a tenant in force on whichever thread the coroutine is. */
private class TenantElement(private val tenant: String) : ThreadContextElement<Reprise.TenantScope> {
    override val key get() = Key

    override fun updateThreadContext(context: CoroutineContext): Reprise.TenantScope = Reprise.tenant(tenant)

    override fun restoreThreadContext(context: CoroutineContext, oldState: Reprise.TenantScope) = oldState.close()

    companion object Key : CoroutineContext.Key<TenantElement>
}

private suspend fun twice(what: String, call: suspend () -> String) {
    val before = Bodies.ran.get()
    val first = call()
    val second = call()
    println("$what ${Bodies.ran.get() - before} ${if (first == second) first else "$first, then $second"}")
}

private suspend fun call(function: suspend (String) -> String, text: String): String = function(text)

/** Where the caller goes on, which its dispatcher decides. */
private fun on(): String = " on " + Thread.currentThread().name.substringBefore('-')

private suspend fun failure(call: suspend () -> Any?): String =
    try {
        "none: ${call()}"
    } catch (failure: Exception) {
        val above = failure.stackTrace.count { it.className.endsWith("SuspendMainKt") || it.methodName == "invokeSuspend" }
        "${failure.javaClass.simpleName} ${failure.message} ${failure.cause?.message} ${above > 0}"
    }

/** Runs a coroutine without a dispatcher or a job. */
private suspend fun bare(block: suspend () -> String): String {
    val result = CompletableDeferred<String>()
    block.startCoroutine(object : Continuation<String> {
        override val context: CoroutineContext = EmptyCoroutineContext

        override fun resumeWith(value: Result<String>) {
            value.fold(result::complete, result::completeExceptionally)
        }
    })
    return result.await()
}
