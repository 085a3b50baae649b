package dev.reprise.demo.provider;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Makes embedding vectors: texts that share words are near each other, and a little of every vector depends on the whole
 * request, so that a vector served for another request is seen.
 */
final class Vectors {

    private static final float REQUEST_SHARE = 0.05f;

    private Vectors() {}

    /** A unit vector for a text, the same for the same text and digest. */
    static float[] of(String text, RequestDigest digest, int dimensions) {
        float[] vector = new float[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            if (word.length() > 2) {
                add(vector, word.hashCode(), 1);
            }
        }
        normalise(vector);
        add(vector, digest.seed(), REQUEST_SHARE / (float) Math.sqrt(dimensions));
        normalise(vector);
        return vector;
    }

    /** The form that OpenAI calls base64: little-endian 32-bit floats. */
    static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static void add(float[] vector, long seed, float weight) {
        Random random = new Random(seed);
        for (int i = 0; i < vector.length; i++) {
            vector[i] += weight * (float) random.nextGaussian();
        }
    }

    private static void normalise(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += component * component;
        }
        if (squares > 0) {
            float length = (float) Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= length;
            }
        }
    }
}
