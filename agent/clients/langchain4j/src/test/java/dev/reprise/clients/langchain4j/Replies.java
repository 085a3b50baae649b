package dev.reprise.clients.langchain4j;

import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;

/** What the providers answer that LangChain4j has modules for. */
final class Replies {

    private static final String SSE = "text/event-stream";

    private Replies() {}

    static void teach(StandInProvider provider) {
        openAi(provider);
        anthropic(provider);
        ollama(provider);
        mistral(provider);
        gemini(provider);
        provider.answers("/cohere/embed", "{'id':'e','embeddings':[[0.5,-0.25]],'meta':{}}".replace('\'', '"'))
                .answers(
                        "/cohere/rerank",
                        "{'id':'r','results':[{'index':1,'relevance_score':0.875},{'index':0,'relevance_score':0.125}],"
                                        .replace('\'', '"')
                                + "\"meta\":{\"billed_units\":{\"search_units\":1}}}");
    }

    private static void openAi(StandInProvider provider) {
        provider.answers("/openai/chat/completions", ProviderAnswers.OPENAI_CHAT.get(0))
                .answers("/openai/responses", """
                        {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[
                        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm."}]},
                        {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[
                        {"type":"output_text","text":"Grüße 你好","annotations":[]}]}],
                        "usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}""")
                .streams(
                        "/openai/responses",
                        SSE,
                        named(
                                "{'type':'response.created','response':{'id':'resp_1','status':'in_progress','output':[]}}",
                                "{'type':'response.output_text.delta','item_id':'msg_1','output_index':0,'delta':'Grüße '}",
                                "{'type':'response.output_text.delta','item_id':'msg_1','output_index':0,'delta':'你好'}",
                                "{'type':'response.completed','response':{'id':'resp_1','status':'completed','model':'m',"
                                        + "'created_at':1,'output':[{'type':'message','id':'msg_1','role':'assistant','content':"
                                        + "[{'type':'output_text','text':'Grüße 你好','annotations':[]}]}],"
                                        + "'usage':{'input_tokens':1,'output_tokens':2,'total_tokens':3}}}"))
                .answers(
                        "/openai/moderations",
                        "{'id':'m','model':'m','results':[{'flagged':false},{'flagged':true}]}".replace('\'', '"'))
                .answers(
                        "/openai/images/generations",
                        "{'created':1,'output_format':'png','data':[{'b64_json':'iVBORw==','revised_prompt':'A cat.'}]}"
                                .replace('\'', '"'))
                .answers(
                        "/openai/images/edits",
                        "{'created':1,'output_format':'png','data':[{'b64_json':'iVBORx=='}]}".replace('\'', '"'))
                .answers(
                        "/openai/completions",
                        ("{'id':'c','object':'text_completion','created':1,'model':'m','choices':[{'index':0,'text':"
                                        + "'there was','finish_reason':'stop'}],'usage':{'prompt_tokens':1,"
                                        + "'completion_tokens':2,'total_tokens':3}}")
                                .replace('\'', '"'))
                .streams(
                        "/openai/completions",
                        SSE,
                        events(
                                "{'id':'c','choices':[{'index':0,'text':'there ','finish_reason':null}]}",
                                "{'id':'c','choices':[{'index':0,'text':'was','finish_reason':'stop'}]}",
                                "{'id':'c','choices':[],'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}"))
                .answers("/openai/audio/transcriptions", "{\"text\":\"Grüße\"}")
                .answers("/openai/audio/speech", "not quite a song");
    }

    private static void anthropic(StandInProvider provider) {
        provider.answers("/anthropic/messages", ProviderAnswers.ANTHROPIC.get(0))
                .streams(
                        "/anthropic/messages",
                        SSE,
                        named(
                                "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'m',"
                                        + "'content':[],'usage':{'input_tokens':10,'output_tokens':1}}}",
                                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Grüße '}}",
                                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'你好'}}",
                                "{'type':'content_block_stop','index':0}",
                                "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'toolu_1',"
                                        + "'name':'find','input':{}}}",
                                "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':"
                                        + "'{\\'number\\':7}'}}",
                                "{'type':'content_block_stop','index':1}",
                                "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},"
                                        + "'usage':{'output_tokens':5}}",
                                "{'type':'message_stop'}"));
    }

    private static void ollama(StandInProvider provider) {
        provider.answers("/ollama/api/chat", ProviderAnswers.OLLAMA.get(0))
                .streams("/ollama/api/chat", "application/x-ndjson", ProviderAnswers.OLLAMA_STREAM)
                .answers("/ollama/api/embed", ProviderAnswers.OLLAMA_EMBEDDING.replace(",[0.5]", ""))
                .answers(
                        "/ollama/api/generate",
                        "{'model':'m','created_at':'2026-01-01T00:00:00Z','response':'','image':'iVBORw==','done':true}"
                                .replace('\'', '"'));
    }

    private static void mistral(StandInProvider provider) {
        String usage = "'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}";
        provider.answers(
                        "/mistral/chat/completions",
                        ("{'id':'c','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,'message':"
                                        + "{'role':'assistant','content':'Grüße'},'finish_reason':'stop'}]," + usage
                                        + "}")
                                .replace('\'', '"'))
                .streams("/mistral/chat/completions", SSE, mistralEvents(usage))
                .answers(
                        "/mistral/fim/completions",
                        ("{'id':'c','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,'message':"
                                        + "{'role':'assistant','content':'x):'},'finish_reason':'stop'}]," + usage
                                        + "}")
                                .replace('\'', '"'))
                .streams("/mistral/fim/completions", SSE, mistralEvents(usage))
                .answers(
                        "/mistral/embeddings",
                        ("{'id':'e','object':'list','model':'m','data':[{'object':'embedding','embedding':[0.5,-0.25],"
                                        + "'index':0}]," + usage + "}")
                                .replace('\'', '"'))
                .answers(
                        "/mistral/moderations",
                        ("{'id':'m','model':'m','results':[{'categories':{'sexual':false,'pii':true},"
                                        + "'category_scores':{'sexual':0.1,'pii':0.9}},{'categories':{'sexual':false},"
                                        + "'category_scores':{'sexual':0.1}}]}")
                                .replace('\'', '"'));
    }

    private static String mistralEvents(String usage) {
        return events(
                "{'id':'c','model':'m','created':1,'choices':[{'index':0,'delta':{'role':'assistant','content':'Grüße '},"
                        + "'finish_reason':null}]}",
                "{'id':'c','model':'m','created':1,'choices':[{'index':0,'delta':{'content':'你好'},'finish_reason':"
                        + "'stop'}]," + usage + "}");
    }

    private static void gemini(StandInProvider provider) {
        String parts =
                "{'candidates':[{'content':{'role':'model','parts':[{'text':'%s'}]},'finishReason':%s,'index':0}],"
                        + "'usageMetadata':{'promptTokenCount':1,'candidatesTokenCount':2,'totalTokenCount':3},"
                        + "'modelVersion':'m','responseId':'g'}";
        provider.answers(
                        "/gemini/models/m:generateContent",
                        parts.formatted("Grüße", "'STOP'").replace('\'', '"'))
                .streams(
                        "/gemini/models/m:streamGenerateContent",
                        SSE,
                        events(parts.formatted("Grüße ", "null"), parts.formatted("你好", "'STOP'"))
                                .replace("data: [DONE]\n\n", ""))
                .answers("/gemini/models/m:embedContent", "{'embedding':{'values':[0.5,-0.25]}}".replace('\'', '"'))
                .answers(
                        "/gemini/models/m:batchEmbedContents",
                        "{'embeddings':[{'values':[0.5,-0.25]}]}".replace('\'', '"'))
                .answers(
                        "/gemini/models/i:generateContent",
                        ("{'candidates':[{'content':{'role':'model','parts':[{'inlineData':{'mimeType':'image/png',"
                                        + "'data':'iVBORw=='}}]},'finishReason':'STOP'}]}")
                                .replace('\'', '"'));
    }

    private static String events(String... all) {
        StringBuilder events = new StringBuilder();
        for (String each : all) {
            events.append("data: ").append(each.replace('\'', '"')).append("\n\n");
        }
        return events.append("data: [DONE]\n\n").toString();
    }

    /** Events that say what they are, too. */
    private static String named(String... all) {
        StringBuilder events = new StringBuilder();
        for (String each : all) {
            String json = each.replace('\'', '"');
            String type = json.substring("{\"type\":\"".length(), json.indexOf('"', "{\"type\":\"".length()));
            events.append("event: ")
                    .append(type)
                    .append("\ndata: ")
                    .append(json)
                    .append("\n\n");
        }
        return events.toString();
    }
}
