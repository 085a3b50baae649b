package dev.reprise.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a service does that embeds texts in batches: with every part of their texts known before, duplicates among them, and
 * several batches at the same time. Prints what came of it.
 */
public final class BatchRun {

    private static final int LARGEST = 4;
    /** Larger ones are many; some of them. */
    private static final List<String> LARGER = List.of("abcdef", "abcabc", "aabbcc", "abcdea", "aaaaaa", "abacad");

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
     */
    public record Answer(List<? extends List<? extends Number>> vectors, Number tokens) {

        private boolean isRight(List<String> texts) {
            boolean right = vectors.size() == texts.size();
            for (int i = 0; right && i < texts.size(); i++) {
                List<Float> expected = Embeddings.vector(texts.get(i));
                List<? extends Number> vector = vectors.get(i);
                right = vector.size() == expected.size();
                for (int j = 0; right && j < expected.size(); j++) {
                    right = vector.get(j).floatValue() == expected.get(j);
                }
            }
            return right;
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

    private BatchRun(StandInProvider provider, String name, Embedder embedder) {
        this.provider = provider;
        this.name = name;
        this.embedder = embedder;
    }

    /**
     * Embeds, and prints how many batches were right, how many texts they had, how many of these were unknown or in a batch
     * with one that was, how many of them the provider was asked about and how many it was said to have been, and how many
     * when each was embedded once more.
     *
     * @param name comes first in the line, and is in the texts
     */
    public static void print(StandInProvider provider, String name, Embedder embedder) throws Exception {
        BatchRun run = new BatchRun(provider, name, embedder);
        for (int size = 1; size <= LARGEST; size++) {
            run.all("", 'a', size);
        }
        for (String batch : LARGER) {
            run.every(batch);
        }
        System.out.println(name + ": " + run.right + " of " + run.batches + " right, " + run.texts + " texts, "
                + run.unknown + " unknown, " + run.beside + " with unknown ones, " + run.asked + " asked, "
                + run.reported + " reported, " + run.askedAgain
                + " asked again, " + run.atOnce() + " right at once");
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
        right += answer.isRight(batch) && again.isRight(batch) ? 1 : 0;
        texts += batch.size();
        int others = (int) batch.stream().filter(text -> !known.contains(text)).count();
        unknown += others;
        beside += others == 0 ? 0 : batch.size();
        asked += after - before;
        reported += answer.tokens().intValue() / Embeddings.TOKENS;
        askedAgain += provider.embedded().size() - after;
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
                correct += embedder.embed(batch).isRight(batch) ? 1 : 0;
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
        return correct;
    }
}
