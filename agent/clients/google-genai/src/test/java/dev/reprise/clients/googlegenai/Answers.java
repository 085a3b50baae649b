package dev.reprise.clients.googlegenai;

import java.util.List;

/** What a provider sends. */
final class Answers {

    static final String TEXT = answer("""
            {"text":"Grüße – 你好 \\ud83d\\ude00 \\"quoted\\""}""", "STOP");
    static final String TOOL = answer("""
            {"functionCall":{"name":"find_order","args":{"number":42,"big":12345678901,"huge":123456789012345678901234567890,
             "price":1.50,"tags":["a",null,true],"nested":{"a":{}}}},"thoughtSignature":"c2lnbmF0dXJl"}""", "STOP");
    static final String THINKING = answer("""
            {"text":"Hm.","thought":true},{"text":"Yes.","thoughtSignature":"AAEC/w=="}""", "MAX_TOKENS");
    static final String IMAGE = answer("""
            {"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}""", "STOP");
    static final String OF_TOMORROW = answer("""
            {"hologram":{"pixels":[1,2,3]}}""", "BORED");
    static final String BLOCKED = """
            {"promptFeedback":{"blockReason":"SAFETY","safetyRatings":[
              {"category":"HARM_CATEGORY_HARASSMENT","probability":"HIGH","blocked":true}]},
             "usageMetadata":{"promptTokenCount":3,"totalTokenCount":3},"modelVersion":"gemini-2.5-flash"}""";
    static final String GROUNDED = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"So."}]},"finishReason":"STOP","avgLogprobs":-0.1234567,
              "logprobsResult":{"chosenCandidates":[{"token":"So","tokenId":7,"logProbability":-0.001}]},
              "citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":2,"uri":"https://example.com"}]},
              "groundingMetadata":{"webSearchQueries":["q"],"groundingChunks":[{"web":{"uri":"https://example.com","title":"t"}}],
                "groundingSupports":[{"segment":{"endIndex":2,"text":"So"},"groundingChunkIndices":[0],"confidenceScores":[0.9]}]}}],
             "createTime":"2026-11-23T05:00:00.123456789Z","responseId":"r1"}""";
    static final String EMBEDDINGS = """
            {"embeddings":[{"values":[0.013168523,-1.5E-8,1,-0.0,3.4028235E38]},{"values":[]}],"metadata":{"billableCharacterCount":3}}""";
    static final String COUNT = """
            {"totalTokens":31,"cachedContentTokenCount":4,"promptTokensDetails":[{"modality":"TEXT","tokenCount":31}]}""";
    static final String TOKENS = """
            {"tokensInfo":[{"role":"user","tokenIds":["1841","235"],"tokens":["aGk=","/w=="]}]}""";

    static final String DRAWN = """
            {"predictions":[{"bytesBase64Encoded":"iVBORw0KGgo=","mimeType":"image/png","prompt":"A cat, drawn"},
              {"bytesBase64Encoded":"AAEC/w==","mimeType":"image/png","safetyAttributes":{"categories":["Violence"],"scores":[0.1]}}]}""";
    static final String SEGMENTED = """
            {"predictions":[{"bytesBase64Encoded":"iVBORw0KGgo=","mimeType":"image/png","labels":[{"label":"cat","score":0.9}]}]}""";

    static final List<String> CHUNKS = List.of("""
            {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"Hm.","thought":true}]}}],
             "usageMetadata":{"promptTokenCount":10,"totalTokenCount":10},"modelVersion":"gemini-2.5-flash","responseId":"r1"}""", """
            {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"Grüße – 你好 \\ud83d\\ude00"},
               {"functionCall":{"name":"find_order","args":{"number":42,"huge":123456789012345678901234567890,"price":1.50}},
                "thoughtSignature":"AAEC/w=="}]},"of_tomorrow":{"a":[true]}}],"responseId":"r1"}""", """
            {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP",
              "groundingMetadata":{"webSearchQueries":["q"]}}],
             "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"totalTokenCount":15},"responseId":"r1"}""");

    private Answers() {}

    /** Returns server-sent events, each of them over several lines. */
    static String events(List<String> chunks) {
        StringBuilder events = new StringBuilder(": a remark\n\n");
        for (String chunk : chunks) {
            events.append("event: of no interest\ndata: ")
                    .append(chunk.strip().replace("\n", "\ndata:"))
                    .append("\n\n");
        }
        return events.toString();
    }

    private static String answer(String parts, String finishReason) {
        return """
                {"candidates":[{"index":0,"content":{"role":"model","parts":[%s]},"finishReason":"%s",
                  "safetyRatings":[{"category":"HARM_CATEGORY_HATE_SPEECH","probability":"NEGLIGIBLE"}],"of_tomorrow":{"a":[true]}}],
                 "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"totalTokenCount":15,"thoughtsTokenCount":2,
                   "promptTokensDetails":[{"modality":"TEXT","tokenCount":10}]},
                 "modelVersion":"gemini-2.5-flash","responseId":"r1"}""".formatted(parts.strip(), finishReason);
    }
}
