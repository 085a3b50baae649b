package dev.reprise.demo.provider;

import java.util.Random;

/** Writes the text of an answer: some sentences that no other request would get. */
final class Prose {

    private static final String[] WORDS = """
            account address agent answer balance before billing branch button cancel change channel charge check claim
            confirm contact contract copy courier customer date delivery deposit detail device discount download draft
            email enter exchange expire export extend field file filter follow format history invoice issue keep label
            later letter limit link list locate message method minute month notice number offer office open option
            order package page parcel password payment period phone plan policy portal price print process product
            profile public quote reason receipt record refund region renew repair replace report request reset return
            review save select send serial service settings ship sign size status store submit subscription support
            switch system team ticket today token track transfer update upload value voucher warranty website within""".split("\\s+", -1);

    private static final int SENTENCES = 6;
    private static final int WORDS_PER_SENTENCE = 10;

    private Prose() {}

    /** The algorithm of {@link Random} is specified, so the text is the same on every JDK. */
    static String of(RequestDigest digest) {
        Random random = new Random(digest.seed());
        StringBuilder text = new StringBuilder("[" + digest.prefix(12) + "]");
        for (int sentence = 0; sentence < SENTENCES; sentence++) {
            for (int word = 0; word < WORDS_PER_SENTENCE; word++) {
                String next = WORDS[random.nextInt(WORDS.length)];
                text.append(' ').append(word == 0 ? Character.toUpperCase(next.charAt(0)) + next.substring(1) : next);
            }
            text.append('.');
        }
        return text.toString();
    }
}
