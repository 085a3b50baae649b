package dev.reprise.engine.value;

import static dev.reprise.engine.value.Declared.codec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.reprise.engine.value.answers.Answers;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Test;

/** What bytes may cost that somebody made to cost much. */
class DecodingCostTest {

    private static final byte GRAPH = 66;
    private static final int BLOB = 100_000;
    private static final long MOST = 64 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Output out = new Output(EntryLimit.NONE);

    @Test
    void nestedArraysClaimTogetherNoMoreThanTheBytesHold() throws Exception {
        out.writeByte(GRAPH);
        for (int depth = 0; depth < 300; depth++) {
            array(BLOB - 20_000);
        }

        assertThat(allocatedInVain(padded())).isLessThan(MOST);
    }

    @Test
    void nestedListsOfFixedSizeClaimTogetherNoMoreThanTheBytesHold() throws Exception {
        out.writeByte(GRAPH);
        for (int depth = 0; depth < 300; depth++) {
            collection("Arrays$ArrayList", BLOB - 20_000);
        }

        assertThat(allocatedInVain(padded())).isLessThan(MOST);
    }

    @Test
    void aListThatIsCopiedWhenItIsWrittenIsCopiedOnce() throws Exception {
        List<Object> list = new CopyOnWriteArrayList<>(Collections.nCopies(40_000, 7));
        byte[] content = codec("holder").encode(new Answers.Holder(list));

        long before = THREADS.getCurrentThreadAllocatedBytes();
        Answers.Holder again = (Answers.Holder) codec("holder").decode(content);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(again.content()).isEqualTo(list).hasSameClassAs(list);
        assertThat(allocated).isLessThan(MOST);
    }

    @Test
    void aListThatIsCopiedWhenItIsWrittenMayHoldItself() throws Exception {
        List<Object> list = new CopyOnWriteArrayList<>(List.of("a"));
        list.add(list);

        List<?> again =
                (List<?>) Declared.again("holder", new Answers.Holder(list)).content();

        assertThat((Object) again.get(0)).isEqualTo("a");
        assertThat((Object) again.get(1)).isSameAs(again);
    }

    @Test
    void aSetThatComparesEachWithEachStaysSmall() throws Exception {
        Set<Object> few = new CopyOnWriteArraySet<>(List.of(1, 2, 3));
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < 257; i++) {
            numbers.add(i);
        }

        assertThat(Declared.again("holder", new Answers.Holder(few)).content()).isEqualTo(few);
        assertThatThrownBy(() -> codec("holder").encode(new Answers.Holder(new CopyOnWriteArraySet<>(numbers))))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("CopyOnWriteArraySet of more than 256 elements");
    }

    @Test
    void aNameOfManyPackagesIsRefusedWithoutACopyForEach() throws Exception {
        out.writeByte(GRAPH);
        out.writeByte(GraphTag.OBJECT);
        out.writeCount(0);
        out.writeText("a.".repeat(BLOB / 2));
        out.writeLong(0);

        assertThat(allocatedInVain(out.toBytes())).isLessThan(MOST);
    }

    @Test
    void aNumberOfTooManyDigitsIsRefused() throws Exception {
        String digits = "7".repeat(10_001);

        for (byte tag : new byte[] {10, 11}) {
            assertThatThrownBy(() -> codec("object").decode(Texts.encode(tag, digits)))
                    .isInstanceOf(Undecodable.class)
                    .hasMessage("java.lang.IllegalArgumentException");
        }
        for (Object number : List.of(new BigInteger(digits), new BigDecimal(digits))) {
            assertThatThrownBy(() -> codec("object").encode(number)).isInstanceOf(Uncacheable.class);
        }
    }

    /** Each set holds the one before it three times, so that each takes three times as long to hash. */
    @Test
    void setsThatHoldOthersManyTimesAreRefusedBeforeTheyAreHashed() throws Exception {
        int sets = 15;
        out.writeByte(GRAPH);
        collection("ArrayList", sets);
        collection("ArrayList", 1);
        point();
        for (int i = 1; i < sets; i++) {
            collection("HashSet", 2);
            for (int each = 0; each < 2; each++) {
                collection("ArrayList", each + 1);
                for (int times = 0; times <= each; times++) {
                    out.writeByte(GraphTag.SEEN);
                    out.writeCount(i == 1 ? 1 : 3 * i - 3);
                }
            }
        }
        Answers.Hashed.COUNT.set(0);

        assertThatThrownBy(() -> codec("hashed").decode(out.toBytes()))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("hash");
        assertThat(Answers.Hashed.COUNT.get()).isLessThan(2_000_000);
    }

    private void point() throws Exception {
        out.writeByte(GraphTag.OBJECT);
        out.writeCount(0);
        out.writeText(Answers.Hashed.class.getName());
        out.writeLong(ClassShape.of(Answers.Hashed.class));
        out.writeByte(GraphTag.INTEGER);
        out.writeCount(1);
    }

    private void array(int length) throws Exception {
        out.writeByte(GraphTag.ARRAY);
        out.writeCount(0);
        out.writeText("java.lang.Object");
        out.writeLong(ClassShape.of(Object.class));
        out.writeCount(length);
    }

    private void collection(String name, int size) throws Exception {
        out.writeByte(GraphTag.JDK);
        out.writeCount(number(name));
        if (JdkType.of(number(name)).hasLayout()) {
            out.writeCount(0);
        }
        out.writeByte(GraphTag.NULL);
        out.writeByte(0);
        out.writeCount(size);
    }

    private static int number(String name) throws Undecodable {
        for (int number = 0; ; number++) {
            if (JdkType.of(number).name().equals(name)) {
                return number;
            }
        }
    }

    private byte[] padded() throws Exception {
        byte[] content = out.toBytes();
        return Arrays.copyOf(content, Math.max(BLOB, content.length));
    }

    /** Returns what it took to refuse bytes. */
    private static long allocatedInVain(byte[] content) throws Exception {
        ValueCodec codec = codec("holder");
        codec.shape();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> codec.decode(content)).isInstanceOf(Undecodable.class);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
