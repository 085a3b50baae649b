package dev.reprise.clients;

/** What of Spring's HTTP clients no answer depends on, in every version. */
public final class SpringHttp {

    private SpringHttp() {}

    /** Leaves it out, and the one of the two clients that the calls do not go through. */
    public static Metamorphosis exempt(Metamorphosis metamorphosis, boolean streams) {
        return metamorphosis
                .except(".*Api#" + (streams ? "restClient" : "webClient"), "of the other calls")
                .except(".*DefaultWebClient#builder", "made of the other fields")
                .except(".*DefaultWebClient#observation.*", "watches calls and does not change them")
                .except(".*DefaultWebClient#defaultStatusHandlers", "makes exceptions, which are never kept")
                .except(".*DefaultExchangeFunction#.*", "how a body is written and read, and connections")
                .except(".*DefaultRestClient#(builder|interceptingRequestFactory)", "made of the other fields")
                .except(".*DefaultRestClient#observation.*", "watches calls and does not change them")
                .except(".*DefaultRestClient#(messageConverters|bufferingPredicate)", "how a body is written and read")
                .except(".*DefaultRestClient#defaultStatusHandlers", "makes exceptions, which are never kept")
                .except(".*DefaultRestClient#clientRequestFactory", "connections")
                .except(".*ReadOnlyHttpHeaders#cached.*", "read from the headers at the first need");
    }
}
