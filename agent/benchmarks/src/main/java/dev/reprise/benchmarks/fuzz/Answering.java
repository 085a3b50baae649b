package dev.reprise.benchmarks.fuzz;

import com.openai.models.chat.completions.ChatCompletion;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.reprise.benchmarks.fuzz.answers.Conversation;
import dev.reprise.benchmarks.fuzz.answers.Report;
import java.util.List;
import java.util.Map;

/** Methods of a service, for their return types. */
interface Answering {

    String text();

    Object number();

    float[] vector();

    List<String> lines();

    Map<String, List<Report.Finding>> findings();

    List<float[]> vectors();

    Map<String, Object> tree();

    Report report();

    Conversation conversation();

    ChatResponse chat();

    ChatCompletion completion();
}
