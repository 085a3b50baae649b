package dev.reprise.engine.shape;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes HTTP answers of the host's OkHttp by its public builders. */
final class OkHttpAnswers {

    private final Constructor<?> newRequest;
    private final Method withUrl;
    private final Method builtRequest;
    private final Constructor<?> newAnswer;
    private final Method withRequest;
    private final Method withProtocol;
    private final Object protocol;
    private final Method withStatus;
    private final Method withMessage;
    private final Method withHeaders;
    private final Method withBody;
    private final Method builtAnswer;
    private final Method source;
    private final Method buffer;
    private final Method body;
    private final Method headersOf;
    private final Method headersSize;
    private final Method headerName;
    private final Method headerValue;

    /**
     * @param answer the class of the answers
     * @throws ReflectiveOperationException if this version of the library is not known
     */
    OkHttpAnswers(Class<?> answer) throws ReflectiveOperationException {
        ClassLoader loader = answer.getClassLoader();
        Class<?> request = Class.forName("okhttp3.Request$Builder", false, loader);
        Class<?> headers = Class.forName("okhttp3.Headers", false, loader);
        Class<?> content = Class.forName("okhttp3.ResponseBody", false, loader);
        Class<?> version = Class.forName("okhttp3.Protocol", false, loader);
        Class<?> okio = Class.forName("okio.Okio", false, loader);
        source = okio.getMethod("source", InputStream.class);
        buffer = okio.getMethod("buffer", source.getReturnType());
        body = content.getMethod(
                "create",
                Class.forName("okhttp3.MediaType", false, loader),
                long.class,
                Class.forName("okio.BufferedSource", false, loader));
        newRequest = request.getConstructor();
        withUrl = request.getMethod("url", String.class);
        builtRequest = request.getMethod("build");
        Class<?> builder = Class.forName("okhttp3.Response$Builder", false, loader);
        newAnswer = builder.getConstructor();
        withRequest = builder.getMethod("request", builtRequest.getReturnType());
        withProtocol = builder.getMethod("protocol", version);
        protocol = version.getField("HTTP_1_1").get(null);
        withStatus = builder.getMethod("code", int.class);
        withMessage = builder.getMethod("message", String.class);
        withHeaders = builder.getMethod("headers", headers);
        withBody = builder.getMethod("body", content);
        builtAnswer = builder.getMethod("build");
        headersOf = headers.getMethod("of", String[].class);
        headersSize = headers.getMethod("size");
        headerName = headers.getMethod("name", int.class);
        headerValue = headers.getMethod("value", int.class);
    }

    /** Returns names and values, one after the other. */
    List<String> texts(Object headers) throws ReflectiveOperationException {
        List<String> texts = new ArrayList<>();
        int size = (int) headersSize.invoke(headers);
        for (int i = 0; i < size; i++) {
            texts.add((String) headerName.invoke(headers, i));
            texts.add((String) headerValue.invoke(headers, i));
        }
        return texts;
    }

    /**
     * Returns a good answer with a body.
     *
     * @param headers names and values, one after the other
     */
    Object answer(InputStream content, @Nullable List<String> headers) throws ReflectiveOperationException {
        Object request = newRequest.newInstance();
        withUrl.invoke(request, "http://localhost/");
        Object answer = newAnswer.newInstance();
        withRequest.invoke(answer, builtRequest.invoke(request));
        withProtocol.invoke(answer, protocol);
        withStatus.invoke(answer, 200);
        withMessage.invoke(answer, "");
        if (headers != null) {
            withHeaders.invoke(answer, headersOf.invoke(null, (Object) headers.toArray(new String[0])));
        }
        Object read = buffer.invoke(null, source.invoke(null, content));
        withBody.invoke(answer, body.invoke(null, null, /* of unknown length */ -1L, read));
        return builtAnswer.invoke(answer);
    }
}
