package dev.langchain4j.model.small;

import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Has the headers of its requests nowhere but in an interceptor of its HTTP client. */
public final class SmallChatModel implements ChatModel {

    final OkHttpClient client;

    /** Takes the headers, and whether requests are logged. */
    public SmallChatModel(Map<String, String> headers, boolean logs) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder().addInterceptor(new HeaderInjector(headers));
        if (logs) {
            builder.addInterceptor(new SmallLoggingInterceptor());
        }
        client = builder.build();
    }

    private static final class HeaderInjector implements Interceptor {

        private final Map<String, String> headers;

        HeaderInjector(Map<String, String> headers) {
            this.headers = headers;
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Request.Builder request = chain.request().newBuilder();
            headers.forEach(request::header);
            return chain.proceed(request.build());
        }
    }

    private static final class SmallLoggingInterceptor implements Interceptor {

        @Override
        public Response intercept(Chain chain) throws IOException {
            return chain.proceed(chain.request());
        }
    }
}
