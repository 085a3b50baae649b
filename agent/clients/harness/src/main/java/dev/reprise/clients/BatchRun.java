package dev.reprise.clients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What a service does that embeds texts in batches: with every part of their texts known before, duplicates among them,
 * several batches at the same time, and with a provider that answers wrongly. Prints what came of it.
 */
public final class BatchRun {

    private static final int LARGEST = 4;
    /** Larger ones are many; some of them. */
    private static final List<String> LARGER = List.of("abcdef", "abcabc", "aabbcc", "abcdea", "aaaaaa", "abacad");

    private static final int LARGEST_SHUFFLED = 3;
    private static final List<String> LARGER_SHUFFLED = List.of("abcad");

    /** One way of embedding. */
    @FunctionalInterface
    public interface Embedder {

        /** Embeds some texts. */
        Answer embed(List<String> texts) throws Exception;
    }

    /**
     * What came back.
     *
     * @param vectors the vectors in their order
     * @param tokens what the answer says was used
     * @param indexes for each vector, which text it is of
     */
    public record Answer(
            List<? extends List<? extends Number>> vectors, Number tokens, List<? extends Number> indexes) {

        /** Creates what came back by a protocol that has no index. */
        public Answer(List<? extends List<? extends Number>> vectors, Number tokens) {
            this(vectors, tokens, IntStream.range(0, vectors.size()).boxed().toList());
        }

        private boolean isRight(List<String> texts, boolean inOrder) {
            Set<Integer> seen = new HashSet<>();
            boolean right = vectors.size() == texts.size() && indexes.size() == texts.size();
            for (int i = 0; right && i < texts.size(); i++) {
                int index = indexes.get(i).intValue();
                right = index >= 0
                        && index < texts.size()
                        && seen.add(index)
                        && (index == i || !inOrder)
                        && isOf(texts.get(index), vectors.get(i));
            }
            return right;
        }

        private static boolean isOf(String text, List<? extends Number> vector) {
            return vector.stream().map(Number::floatValue).toList().equals(Embeddings.vector(text));
        }
    }

    private final StandInProvider provider;
    private final String name;
    private final Embedder embedder;
    private int batches;
    private int right;
    private int texts;
    private int unknown;
    private int beside;
    private int asked;
    private int reported;
    private int askedAgain;
    private boolean shuffled;

    private BatchRun(StandInProvider provider, String name, Embedder embedder) {
        this.provider = provider;
        this.name = name;
        this.embedder = embedder;
    }

    /**
     * Embeds, and prints how many batches were right, how many texts they had, how many of these were unknown or in a batch
     * with one that was, how many of them the provider was asked about and how many it was said to have been, and how many
     * when each was embedded once more; how many batches were right when they came from several threads; and how many were of
     * whose rest a wrong answer came, and how many texts the provider was asked about then.
     *
     * @param name comes first in the line, and is in the texts
     */
    public static void print(StandInProvider provider, String name, Embedder embedder) throws Exception {
        BatchRun run = new BatchRun(provider, name, embedder);
        run.print(LARGEST, LARGER);
    }

    /** Does the same with some of the batches and a provider that answers in another order than he was asked. */
    public static void printShuffled(StandInProvider provider, String name, Embedder embedder) throws Exception {
        BatchRun run = new BatchRun(provider, name + " " + Whims.SHUFFLED, embedder);
        run.shuffled = true;
        run.print(LARGEST_SHUFFLED, LARGER_SHUFFLED);
    }

    private void print(int largest, List<String> larger) throws Exception {
        for (int size = 1; size <= largest; size++) {
            all("", 'a', size);
        }
        for (String batch : larger) {
            every(batch);
        }
        System.out.println(name + ": " + right + " of " + batches + " right, " + texts + " texts, " + unknown
                + " unknown, " + beside + " with unknown ones, " + asked + " asked, " + reported + " reported, "
                + askedAgain + " asked again, " + atOnce() + " right at once, " + inSpiteOfWrongAnswers());
    }

    private boolean isRight(Answer answer, List<String> about) {
        return answer.isRight(about, /* inOrder= */ !shuffled);
    }

    /** Ways to name texts such that the first is new, and each next one of those before it or new. */
    private void all(String batch, char next, int left) throws Exception {
        if (left == 0) {
            every(batch);
            return;
        }
        for (char text = 'a'; text <= next; text++) {
            all(batch + text, (char) Math.max(next, text + 1), left - 1);
        }
    }

    private void every(String batch) throws Exception {
        List<Integer> distinct = batch.chars().distinct().boxed().toList();
        for (int set = 0; set < 1 << distinct.size(); set++) {
            List<String> known = new ArrayList<>();
            for (int i = 0; i < distinct.size(); i++) {
                if ((set >> i & 1) == 1) {
                    known.add(text(distinct.get(i)));
                }
            }
            one(batch.chars().mapToObj(this::text).toList(), known, /* together= */ set % 2 == 0);
            batches++;
        }
    }

    private String text(int letter) {
        return name + " " + batches + (char) letter;
    }

    private void one(List<String> batch, List<String> known, boolean together) throws Exception {
        if (together && !known.isEmpty()) {
            embedder.embed(known);
        } else {
            for (String text : known) {
                embedder.embed(List.of(text));
            }
        }
        int before = provider.embedded().size();
        Answer answer = embedder.embed(batch);
        int after = provider.embedded().size();
        Answer again = embedder.embed(batch);
        right += isRight(answer, batch) && isRight(again, batch) ? 1 : 0;
        texts += batch.size();
        int others = (int) batch.stream().filter(text -> !known.contains(text)).count();
        unknown += others;
        beside += others == 0 ? 0 : batch.size();
        asked += after - before;
        reported += answer.tokens().intValue() / Embeddings.TOKENS;
        askedAgain += provider.embedded().size() - after;
    }

    /** Batches whose rest, but not the whole, is answered wrongly. */
    private String inSpiteOfWrongAnswers() throws Exception {
        int correct = 0;
        int before = provider.embedded().size();
        String known = name + " known";
        embedder.embed(List.of(known));
        for (String wrong : Whims.WRONG) {
            // A provider that does nothing else would soon be asked about wholes only.
            embedder.embed(List.of(known, known + " " + wrong.length() + wrong.charAt(0)));
            String whole = name + " " + Whims.WHOLE + " " + wrong;
            List<String> batch = List.of(name + " one " + wrong, whole, name + " other " + wrong);
            embedder.embed(List.of(whole));
            Answer answer = embedder.embed(batch);
            Answer again = embedder.embed(batch);
            correct += isRight(answer, batch) && isRight(again, batch) ? 1 : 0;
        }
        return correct + " right in spite of wrong answers, "
                + (provider.embedded().size() - before) + " asked";
    }

    /** Batches that overlap, from several threads. */
    private int atOnce() {
        List<CompletableFuture<Integer>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int first = thread;
            threads.add(CompletableFuture.supplyAsync(() -> overlapping(first)));
        }
        return threads.stream().mapToInt(CompletableFuture::join).sum();
    }

    private int overlapping(int first) {
        int correct = 0;
        for (int i = 0; i < 25; i++) {
            List<String> batch = new ArrayList<>();
            for (int j = 0; j < 1 + i % 6; j++) {
                batch.add(name + " at once " + (first + i * 7 + j * j) % 40);
            }
            try {
                correct += isRight(embedder.embed(batch), batch) ? 1 : 0;
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
        return correct;
    }
}
