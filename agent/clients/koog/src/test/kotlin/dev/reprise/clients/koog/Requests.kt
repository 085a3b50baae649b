package dev.reprise.clients.koog

import ai.koog.agents.core.tools.ToolDescriptor
import ai.koog.agents.core.tools.ToolParameterDescriptor
import ai.koog.agents.core.tools.ToolParameterType
import ai.koog.prompt.Prompt
import ai.koog.prompt.executor.clients.anthropic.AnthropicCacheControl
import ai.koog.prompt.executor.clients.anthropic.AnthropicParams
import ai.koog.prompt.executor.clients.anthropic.models.AnthropicThinking
import ai.koog.prompt.executor.clients.openai.OpenAIChatParams
import ai.koog.prompt.executor.clients.openai.base.models.OpenAIAudioConfig
import ai.koog.prompt.executor.clients.openai.base.models.OpenAIAudioFormat
import ai.koog.prompt.executor.clients.openai.base.models.OpenAIAudioVoice
import ai.koog.prompt.executor.clients.openai.base.models.OpenAIWebSearchOptions
import ai.koog.prompt.executor.clients.openai.base.models.ReasoningEffort
import ai.koog.prompt.executor.clients.openai.base.models.ServiceTier
import ai.koog.prompt.message.AttachmentContent
import ai.koog.prompt.message.AttachmentSource
import ai.koog.prompt.message.Message
import ai.koog.prompt.message.MessagePart
import ai.koog.prompt.message.RequestMetaInfo
import ai.koog.prompt.message.ResponseMetaInfo
import ai.koog.prompt.params.LLMParams
import kotlin.time.Instant
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Requests with everything set that can be. */
object Requests {

    private val schema = JsonObject(
        mapOf("type" to JsonPrimitive("object"), "required" to JsonArray(listOf(JsonPrimitive("a"), JsonNull)), "max" to JsonPrimitive(1.5)),
    )

    /** Of the values that exclude one another, the choice has others. */
    @JvmStatic
    @JvmOverloads
    fun prompt(params: LLMParams, choice: Int, second: Long = 0): Prompt = Prompt(messages(choice, second), "prompt", params)

    private fun messages(choice: Int, second: Long): List<Message> {
        val asked = RequestMetaInfo(Instant.fromEpochSeconds(second), schema)
        val answered = ResponseMetaInfo(Instant.fromEpochSeconds(second), 3, 1, 2, "model", schema)
        return listOf(
            Message.System(listOf(MessagePart.Text("Be brief."), MessagePart.Text("Always.", AnthropicCacheControl.Default)), asked, "one"),
            Message.User(listOf(MessagePart.Text("Look:")) + attachments(choice), asked, "two"),
            Message.Assistant(
                listOf(
                    MessagePart.Reasoning(listOf("Hm", "m"), listOf("h"), "encrypted", "r1", AnthropicCacheControl.OneHour),
                    MessagePart.Tool.Call("call", "find_order", """{"number":7}""", AnthropicCacheControl.Default),
                    MessagePart.Text("I look."),
                ),
                answered, "tool_calls", schema, "three",
            ),
            Message.User(
                listOf<MessagePart.RequestPart>(MessagePart.Tool.Result("call", "find_order", listOf(MessagePart.Text("found")), choice == 1, AnthropicCacheControl.Default)),
                asked, "four",
            ),
        )
    }

    private fun attachments(choice: Int): List<MessagePart.ContentPart> =
        if (choice == 0) {
            listOf(
                MessagePart.Attachment(AttachmentSource.Image(AttachmentContent.URL("http://a/b.png"), "png", "image/png", "b.png"), AnthropicCacheControl.Default),
                MessagePart.Attachment(AttachmentSource.File(AttachmentContent.PlainText("text"), "txt", "text/plain", "c.txt")),
            )
        } else {
            listOf(
                MessagePart.Attachment(AttachmentSource.Image(AttachmentContent.Binary.Bytes(byteArrayOf(1, 2)), "jpg", "image/jpeg", "b.jpg")),
                MessagePart.Attachment(AttachmentSource.Audio(AttachmentContent.Binary.Base64("AQI="), "wav", "audio/wav", "d.wav")),
            )
        }

    private fun schema(choice: Int): LLMParams.Schema =
        if (choice == 0) LLMParams.Schema.JSON.Standard("answer", schema) else LLMParams.Schema.JSON.Basic("other", schema)

    private fun toolChoice(choice: Int): LLMParams.ToolChoice =
        if (choice == 0) LLMParams.ToolChoice.Named("find_order") else LLMParams.ToolChoice.Required

    private val more = mapOf("seed" to JsonPrimitive(7), "nested" to schema)

    @JvmStatic
    fun openAi(choice: Int): LLMParams = OpenAIChatParams(
        if (choice == 0) 0.5 else null, 100, 1, "speculation", schema(choice), toolChoice(choice), "user", more, 0.1, 0.2, true, "cache", "safety",
        ServiceTier.entries[choice], false, OpenAIAudioConfig(OpenAIAudioFormat.entries[choice], OpenAIAudioVoice.entries[choice]), true,
        ReasoningEffort.entries[choice], listOf("end", "stop"), 3, if (choice == 0) null else 0.9, OpenAIWebSearchOptions(),
    )

    @JvmStatic
    fun anthropic(choice: Int): LLMParams = AnthropicParams(
        if (choice == 0) 0.5 else null, 100, 1, "speculation", schema(choice), toolChoice(choice), "user", more, if (choice == 0) null else 0.9, 5, listOf("end", "stop"), null, null, null,
        if (choice == 0) AnthropicThinking.Enabled(1000) else null, if (choice == 0) AnthropicCacheControl.OneHour else null,
    )

    @JvmStatic
    fun stateful(): List<LLMParams> = listOf(
        OpenAIChatParams(store = true),
        LLMParams(additionalProperties = mapOf("store" to JsonPrimitive(true))),
        LLMParams(additionalProperties = mapOf("previous_response_id" to JsonPrimitive("resp_1"))),
    )

    @JvmStatic
    fun inContainer(): LLMParams = AnthropicParams(container = "container_1")

    @JvmStatic
    fun tools(choice: Int): List<ToolDescriptor> = listOf(
        ToolDescriptor(
            "find_order", "Finds an order.",
            listOf(
                ToolParameterDescriptor("number", "its number", ToolParameterType.Integer),
                ToolParameterDescriptor("kind", "its kind", ToolParameterType.Enum(arrayOf("a", "b"))),
            ),
            listOf(
                ToolParameterDescriptor(
                    "more", "more of it",
                    ToolParameterType.Object(
                        listOf(ToolParameterDescriptor("tags", "tags", ToolParameterType.List(ToolParameterType.String))),
                        listOf("tags"), choice == 0, ToolParameterType.Float,
                    ),
                ),
            ),
            AnthropicCacheControl.Default,
        ),
        ToolDescriptor("cancel", "Cancels.", emptyList(), emptyList()),
    )
}
