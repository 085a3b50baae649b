package dev.reprise.clients.koog

/** What OpenAI and Anthropic answer in parts. */
object Answers {
    val OPENAI_STREAM = openAi("stop", "Gr\u00fc\u00dfe ", "\u4f60\u597d \ud83d\ude00")

    fun openAi(end: String?, vararg texts: String): String {
        val parts = texts.map { """{"index":0,"delta":{"role":"assistant","content":"$it"},"finish_reason":null}""" } +
            listOfNotNull(end?.let { """{"index":0,"delta":{},"finish_reason":"$it"}""" })
        return parts.joinToString("") {
            """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763000000,"model":"gpt-4o","choices":[$it]}""" + "\n\n"
        } + if (end == null) "" else "data: [DONE]\n\n"
    }

    private val CATEGORIES = listOf(
        "harassment", "harassment/threatening", "hate", "hate/threatening", "sexual", "sexual/minors", "violence", "violence/graphic",
        "self-harm", "self-harm/intent", "self-harm/instructions", "illicit", "illicit/violent",
    )

    val MODERATION = """{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":true,"categories":{${of { (it == 2).toString() }}},""" +
        """"category_scores":{${of { "0.${it}25" }}},"category_applied_input_types":{${of { if (it == 2) "[\"text\"]" else "[]" }}}}]}"""

    private fun of(value: (Int) -> String) = CATEGORIES.indices.joinToString(",") { "\"${CATEGORIES[it]}\":${value(it)}" }

    val ANTHROPIC_STREAM = anthropic("end_turn")

    fun anthropic(end: String?): String {
        val events = listOf(
            "message_start" to """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}""",
            "content_block_start" to """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            "content_block_delta" to """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Gr\u00fc\u00dfe "}}""",
            "content_block_delta" to """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"too"}}""",
            "content_block_stop" to """{"type":"content_block_stop","index":0}""",
        ) + if (end == null) emptyList() else listOf(
            "message_delta" to """{"type":"message_delta","delta":{"stop_reason":"$end"},"usage":{"output_tokens":5}}""",
            "message_stop" to """{"type":"message_stop"}""",
        )
        return events.joinToString("") { (name, data) -> "event: $name\ndata: $data\n\n" }
    }
}
