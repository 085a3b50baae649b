package dev.reprise.engine.value;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries an answer of Spring AI, and makes its metadata anew by Spring AI's own builder: they hold a lambda, and objects
 * of the provider's SDK, which are carried by the SDK's own JSON.
 */
final class SpringChatCodec extends RebuiltCodec {

    private static final String ID = "spring-chat-1";
    private static final String TYPE = "org.springframework.ai.chat.model.ChatResponse";

    private final SpringChat chat;
    private final ValueCodec parts;
    private final Anatomy anatomy;
    private final Map<Class<?>, SdkJsonCodec> ofSdk = new ConcurrentHashMap<>();

    private SpringChatCodec(Class<?> type, SpringChat chat, ValueCodec parts, Anatomy anatomy) {
        super(ID, type);
        this.chat = chat;
        this.parts = parts;
        this.anatomy = anatomy;
    }

    static boolean carries(Class<?> type) {
        return type.getName().equals(TYPE);
    }

    static SpringChatCodec of(
            Type declared, Class<?> type, @Nullable ClassLoader loader, List<String> allow, Anatomy anatomy)
            throws Uncacheable {
        ValueCodec parts = new GraphCodec(declared, ArrayList.class, loader, allow, anatomy);
        return new SpringChatCodec(type, SpringChat.of(type), parts, anatomy);
    }

    @Override
    public long shape() {
        return parts.shape();
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable, Undecodable {
        List<Object> taken = taken(value);
        byte[] content = parts.encode(taken);
        // The parts are compared by their own codec; here, whether the builder takes them all.
        String difference = GraphComparison.difference(taken, taken(made(taken)), anatomy, new Written());
        if (difference != null) {
            throw new Uncacheable("a " + TYPE + " is not given back by its own builder: " + difference);
        }
        return content;
    }

    @Override
    Object made(byte[] content) throws ReflectiveOperationException, Undecodable {
        return made((List<?>) parts.decode(content));
    }

    private List<Object> taken(Object answer) throws ReflectiveOperationException, Uncacheable {
        List<Object> taken = chat.taken(answer);
        for (int i = SpringChat.FIRST_FREE; i < taken.size(); i++) {
            taken.set(i, wrapped(taken.get(i)));
        }
        return taken;
    }

    private Object made(List<?> taken) throws ReflectiveOperationException, Undecodable {
        List<@Nullable Object> whole = new ArrayList<>(taken);
        for (int i = SpringChat.FIRST_FREE; i < whole.size(); i++) {
            whole.set(i, unwrapped((List<?>) taken.get(i)));
        }
        return chat.made(whole);
    }

    private List<Object> wrapped(@Nullable Object value) throws Uncacheable {
        List<Object> wrapped = new ArrayList<>();
        if (value == null || SdkJson.of(value.getClass()) == null) {
            wrapped.add(value);
        } else {
            SdkJsonCodec codec = codec(value.getClass());
            wrapped.add(value.getClass().getName());
            wrapped.add(codec.shape());
            wrapped.add(codec.encode(value));
        }
        return wrapped;
    }

    private @Nullable Object unwrapped(List<?> wrapped) throws Undecodable {
        if (wrapped.size() == 1) {
            return wrapped.get(0);
        }
        try {
            Class<?> named = Class.forName((String) wrapped.get(0), false, type.getClassLoader());
            SdkJsonCodec codec = codec(named);
            if (!wrapped.get(1).equals(codec.shape())) {
                throw new Undecodable(named.getName() + " has changed since");
            }
            return codec.decode((byte[]) wrapped.get(2));
        } catch (ClassNotFoundException | LinkageError | Uncacheable gone) {
            throw Undecodable.because(gone);
        }
    }

    private SdkJsonCodec codec(Class<?> model) throws Uncacheable {
        SdkJsonCodec codec = ofSdk.get(model);
        if (codec == null) {
            SdkJson sdk = SdkJson.of(model);
            if (sdk == null) {
                throw new Uncacheable(model.getName() + " is of no known SDK");
            }
            codec = SdkJsonCodec.of(sdk, model);
            ofSdk.put(model, codec);
        }
        return codec;
    }
}
