package dev.reprise.benchmarks.hit;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.KeyPlan;
import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.Undecodable;
import dev.reprise.engine.value.ValueCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The two parts of a hit that grow with its objects, each by itself: the key of a request, the copy of an answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up.
public class PartBenchmark {

    private final Conversation conversation = new Conversation();
    private final String[] seen = conversation.texts();
    private final ChatRequest request = conversation.request(seen);
    private KeyPlan plan;
    private ValueCodec codec;
    private byte[] encoded;

    /** Makes a plan and a codec, and encodes an answer. */
    @Setup
    public void prepare() throws Uncacheable {
        plan = new Keys(FieldAccess.NONE)
                .plan(new KeySpec(
                        "", "dev.langchain4j.model.chat.ChatModel#doChat", "", false, List.of(), List.of(), List.of()));
        codec = new Codecs(FieldAccess.NONE).codec(ChatResponse.class, Answers.class, List.of("dev.langchain4j."));
        encoded = codec.encode(Answers.chat());
    }

    /** The key of a request that was keyed before. */
    @Benchmark
    public CacheKey keySameRequest() throws Unkeyable {
        return plan.key(null, null, new Object[] {request});
    }

    /** The key of a new request of texts that were keyed before, the making of the request included. */
    @Benchmark
    public CacheKey keySeenTexts() throws Unkeyable {
        return plan.key(null, null, new Object[] {conversation.request(seen)});
    }

    /** The key of a new request of new texts, the making of both included. */
    @Benchmark
    public CacheKey keyNewTexts() throws Unkeyable {
        return plan.key(null, null, new Object[] {conversation.request(conversation.texts())});
    }

    /** The making of a request alone. */
    @Benchmark
    public ChatRequest makeSeenTexts() {
        return conversation.request(seen);
    }

    /** The making of a request and of its texts alone. */
    @Benchmark
    public ChatRequest makeNewTexts() {
        return conversation.request(conversation.texts());
    }

    /** One decoding of a LangChain4j response with 2 KB of text. */
    @Benchmark
    public Object decode() throws Undecodable {
        return codec.decode(encoded);
    }

    /** One encoding of it, the comparison with what was decoded again included. */
    @Benchmark
    public byte[] encode() throws Uncacheable {
        return codec.encode(Answers.chat());
    }
}
