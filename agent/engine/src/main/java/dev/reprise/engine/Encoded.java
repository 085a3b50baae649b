package dev.reprise.engine;

import dev.reprise.engine.worth.Worth;
import org.jspecify.annotations.Nullable;

/**
 * An answer held as bytes, because its object could be changed by whoever gets it.
 *
 * @param content what the method's codec made of it; never changed
 * @param form how it was made
 * @param worth what the real call cost; null if nobody knows
 */
@SuppressWarnings("ArrayRecordComponent") // Held, never compared.
record Encoded(byte[] content, Form form, @Nullable Worth worth) {

    /**
     * What bytes mean. Two applications, or two states of one that was deployed anew, may have methods with one key whose
     * answers are of other types. Holds nothing of the host.
     *
     * @param codec the codec's name
     * @param shape a digest of the classes that it carries, and of the conditions under which answers are kept
     */
    record Form(String codec, long shape) {}
}
