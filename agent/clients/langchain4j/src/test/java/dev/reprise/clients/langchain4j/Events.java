package dev.reprise.clients.langchain4j;

/** What OpenAI answers. */
final class Events {

    static final String TEXT = events(
            "{'role':'assistant','content':''},'finish_reason':null",
            "{'reasoning_content':'Hm.'},'finish_reason':null",
            "{'content':'Grüße '},'finish_reason':null",
            "{'content':'你好 😀'},'finish_reason':null",
            "{},'finish_reason':'stop'");

    static final String TOOLS = events(
            "{'role':'assistant','content':null,'tool_calls':[{'index':0,'id':'call_1','type':'function','function':"
                    + "{'name':'find','arguments':''}}]},'finish_reason':null",
            "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]},'finish_reason':null",
            "{'tool_calls':[{'index':1,'id':'call_2','type':'function','function':{'name':'order','arguments':'{}'}}]},"
                    + "'finish_reason':null",
            "{},'finish_reason':'tool_calls'");

    /** The connection ended before the answer. */
    static final String BROKEN = event("{'role':'assistant','content':'Grüße'},'finish_reason':null");

    /** The limit of tokens ended it. */
    static final String CUT = TEXT.replace("\"stop\"", "\"length\"");

    static final String WHOLE = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-test","choices":[{"index":0,"message":
            {"role":"assistant","content":"not streamed"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private Events() {}

    private static String events(String... deltas) {
        StringBuilder all = new StringBuilder();
        for (String delta : deltas) {
            all.append(event(delta));
        }
        return all.append(data(
                        "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'gpt-test','choices':[],"
                                + "'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}"))
                .append(data("[DONE]"))
                .toString();
    }

    private static String event(String delta) {
        return data(
                "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'gpt-test','choices':[{'index':0,"
                        + "'delta':" + delta + "}]}");
    }

    private static String data(String json) {
        return "data: " + json.replace('\'', '"') + "\n\n";
    }
}
