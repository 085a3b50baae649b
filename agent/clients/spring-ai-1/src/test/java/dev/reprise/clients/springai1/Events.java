package dev.reprise.clients.springai1;

import java.util.List;

/** What OpenAI and Anthropic send as events. */
final class Events {

    static final String OPENAI_STREAM = sse(
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'content':'Grüße '},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{'content':'你好 😀'},'finish_reason':null}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
            "{'id':'c1','object':'chat.completion.chunk','created':1,'model':'gpt-4o','choices':[],'usage':{'prompt_tokens':5,'completion_tokens':7,'total_tokens':12}}",
            "[DONE]");

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

    static final String ANTHROPIC_STREAM = sse(
            "{'type':'message_start','message':{'id':'m1','type':'message','role':'assistant','content':[],'model':'claude','stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':10,'output_tokens':1}}}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Grüße '}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'你好 😀'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':15}}",
            "{'type':'message_stop'}");

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

    private Events() {}

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
