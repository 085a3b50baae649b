package dev.reprise.clients.springai1;

import java.util.List;

/** What the providers answer, in the shapes that they have. */
final class Answers {

    static final List<String> OPENAI_CHAT = List.of("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1763000000,"model":"gpt-4o-2024-08-06",
             "choices":[{"index":0,"message":{"role":"assistant","content":"Hello, Wörld 🌍 \\u0000","refusal":null,
              "annotations":[{"type":"url_citation","url_citation":{"start_index":0,"end_index":5,"url":"http://a","title":"A"}}]},
              "logprobs":{"content":[{"token":"Hello","logprob":-0.31725305,"bytes":[72,101],"top_logprobs":[
               {"token":"Hello","logprob":-0.31725305,"bytes":[72]}]}],"refusal":null},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
              "prompt_tokens_details":{"cached_tokens":3,"audio_tokens":0},
              "completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":0,"accepted_prediction_tokens":1,
               "rejected_prediction_tokens":2}},
             "service_tier":"default","system_fingerprint":"fp_6b68a8204b","unknown":{"nested":[1,2.5,null]}}""", """
            {"id":"chatcmpl-2","object":"chat.completion","created":1763000001,"model":"gpt-4o",
             "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
              {"id":"call_1","type":"function","function":{"name":"find","arguments":"{\\"number\\": 7}"}},
              {"id":"call_2","type":"function","function":{"name":"find","arguments":"{}"}}]},
              "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""", """
            {"id":"chatcmpl-3","object":"chat.completion","created":1763000002,"model":"gpt-4o","choices":[
              {"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"content_filter"},
              {"index":1,"message":{"role":"assistant","content":"","reasoning_content":"Hm.",
               "audio":{"id":"a","data":"AAA=","expires_at":1763000003,"transcript":"Hm"}},"finish_reason":"length"}]}""");

    static final String OPENAI_EMBEDDING = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.0,1.0E-30,3]},
             {"object":"embedding","index":1,"embedding":[]}],"model":"text-embedding-3-small",
             "usage":{"prompt_tokens":8,"total_tokens":8}}""";

    static final List<String> ANTHROPIC = List.of("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
              {"type":"thinking","thinking":"Well…","signature":"c2ln"},
              {"type":"text","text":"Grüße","citations":[{"type":"char_location","cited_text":"a","document_index":0,
               "document_title":"D","start_char_index":0,"end_char_index":1}]}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5,
              "cache_creation_input_tokens":1,"cache_read_input_tokens":2}}""", """
            {"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
              {"type":"tool_use","id":"toolu_1","name":"find","input":{"number":7,"of":["a",{"b":null}],"at":1.5,"on":true}}],
             "stop_reason":"tool_use","usage":{"input_tokens":10,"output_tokens":5}}""");

    static final List<String> OLLAMA = List.of("""
            {"model":"llama3.2","created_at":"2026-11-12T10:15:30.123456789Z","message":{"role":"assistant",
             "content":"你好","thinking":"Hm."},"done_reason":"stop","done":true,"total_duration":4883583458,
             "load_duration":1334875,"prompt_eval_count":26,"prompt_eval_duration":342546000,"eval_count":282,
             "eval_duration":4535599000}""", """
            {"model":"llama3.2","created_at":"2026-11-12T10:15:30Z","message":{"role":"assistant","content":"",
             "tool_calls":[{"function":{"name":"find","arguments":{"number":7,"of":[1,{"a":0.5}]}}}]},
             "done_reason":"stop","done":true}""");

    static final String OLLAMA_EMBEDDING = """
            {"model":"all-minilm","embeddings":[[0.010071029,-0.0017594862],[0.5]],"total_duration":14143917,
             "load_duration":1019500,"prompt_eval_count":8}""";

    private Answers() {}

    static final String OPENAI_STREAM = sse(
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'content':'Grüße '},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'content':'你好 😀'},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[],'usage':{'prompt_tokens':5,'completion_tokens':7,'total_tokens':12}}",
            "[DONE]");

    static final String ANTHROPIC_STREAM = sse(
            "{'type':'message_start','message':{'id':'m1','type':'message','role':'assistant','content':[],'model':'claude','stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':10,'output_tokens':1}}}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Grüße '}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'你好 😀'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':15}}",
            "{'type':'message_stop'}");

    static final String OLLAMA_STREAM = String.join(
                    "\n",
                    "{'model':'llama3.2','created_at':'2026-01-01T00:00:00Z','message':{'role':'assistant','content':'Grüße '},'done':false}",
                    "{'model':'llama3.2','created_at':'2026-01-01T00:00:01Z','message':{'role':'assistant','content':'你好 😀'},'done':false}",
                    "{'model':'llama3.2','created_at':'2026-01-01T00:00:02Z','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop','total_duration':5,'load_duration':1,'prompt_eval_count':3,'prompt_eval_duration':1,'eval_count':4,'eval_duration':2}",
                    "")
            .replace('\'', '"');

    private static final String OPENAI_TOOLS = sse(
            "{'id':'c2','object':'chat.completion.chunk','created':1,'model':'gpt-4o','service_tier':'default','system_fingerprint':'fp_1','choices':[{'index':0,'delta':{'role':'assistant','content':null,'tool_calls':[{'index':0,'id':'call_1','type':'function','function':{'name':'find','arguments':''}}]},'finish_reason':null}]}",
            "{'id':'c2','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{\\'number\\':'}}]},'finish_reason':null}]}",
            "{'id':'c2','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':' 7}'}}]},'finish_reason':null}]}",
            "{'id':'c2','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'tool_calls':[{'index':1,'id':'call_2','type':'function','function':{'name':'find','arguments':'{}'}}]},'finish_reason':null}]}",
            "{'id':'c2','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
            "{'id':'c2','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[],'usage':{'prompt_tokens':5,'completion_tokens':7,'total_tokens':12,'prompt_tokens_details':{'cached_tokens':3},'completion_tokens_details':{'reasoning_tokens':4}}}",
            "[DONE]");

    static final String OPENAI_TWO_CHOICES = sse(
            "{'id':'c3','object':'chat.completion.chunk','created':1,'model':'gpt-4o','unknown':{'a':1},'choices':[{'index':0,'delta':{'role':'assistant','reasoning_content':'Hm.'},'finish_reason':null}]}",
            "{'id':'c3','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':1,'delta':{'role':'assistant','refusal':'No.'},'finish_reason':null}]}",
            "{'id':'c3','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'content':'Ja'},'logprobs':{'content':[{'token':'Ja','logprob':-0.25,'bytes':[74,97],'top_logprobs':[]}]},'finish_reason':null}]}",
            "{'id':'c3','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
            "{'id':'c3','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':1,'delta':{},'finish_reason':'length'}]}",
            "[DONE]");

    static final List<String> OPENAI_STREAMS = List.of(OPENAI_STREAM, OPENAI_TOOLS, OPENAI_TWO_CHOICES);

    private static final String ANTHROPIC_TOOLS = sse(
            "{'type':'message_start','message':{'id':'m2','type':'message','role':'assistant','content':[],'model':'claude','stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':10,'output_tokens':1,'cache_creation_input_tokens':2,'cache_read_input_tokens':3}}}",
            "{'type':'ping'}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Well…'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'c2ln'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'toolu_1','name':'find','input':{}}}",
            "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'{\\'number\\': 7, '}}",
            "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'\\'of\\':[1.5,null,true]}'}}",
            "{'type':'content_block_stop','index':1}",
            "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},'usage':{'output_tokens':15}}",
            "{'type':'message_stop'}");

    static final List<String> ANTHROPIC_STREAMS = List.of(ANTHROPIC_STREAM, ANTHROPIC_TOOLS);

    static final String ANTHROPIC_ERROR =
            sse("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");

    private static final String OLLAMA_TOOLS = String.join(
                    "\n",
                    "{'model':'llama3.2','created_at':'2026-01-01T00:00:00.123456789Z','message':{'role':'assistant','content':'','thinking':'Hm.'},'done':false}",
                    "{'model':'llama3.2','created_at':'2026-01-01T00:00:01Z','message':{'role':'assistant','content':'','tool_calls':[{'function':{'name':'find','arguments':{'number':7,'of':[1,{'a':0.5}]}}}]},'done':false}",
                    "{'model':'llama3.2','created_at':'2026-01-01T00:00:02Z','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop','total_duration':5,'eval_count':4}",
                    "")
            .replace('\'', '"');

    static final List<String> OLLAMA_STREAMS = List.of(OLLAMA_STREAM, OLLAMA_TOOLS);

    /** Events as providers send them; with the quotes of JSON. */
    private static String sse(String... events) {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            int type = event.indexOf("{'type':'");
            if (type == 0) {
                text.append("event: ").append(event, 9, event.indexOf('\'', 9)).append('\n');
            }
            text.append("data: ").append(event.replace('\'', '"')).append("\n\n");
        }
        return text.toString();
    }
}
