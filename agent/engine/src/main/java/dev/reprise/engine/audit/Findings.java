package dev.reprise.engine.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a method while it was observed.
 *
 * @param compared how many repeated calls had their answers compared with those before
 * @param details those of them whose answers differed only in what a provider says of each anew, such as ids
 * @param differing those whose answers differed in more
 * @param places where these differed, the most frequent place first
 * @param guesses what may have decided it, the likeliest first
 * @param effects what the method's code does beside answering, as far as it can be seen
 * @param done what it was seen to do beside answering, while it was observed
 * @param model what language model its code asks, or null if none is seen
 */
public record Findings(
        long compared,
        long details,
        long differing,
        List<Place> places,
        List<String> guesses,
        List<Clue> effects,
        List<String> done,
        @Nullable String model) {

    /** Nothing was found out. */
    public static final Findings NONE = new Findings(0, 0, 0, List.of(), List.of(), List.of(), List.of(), null);

    /** Copies the collections. */
    public Findings {
        places = List.copyOf(places);
        guesses = List.copyOf(guesses);
        effects = List.copyOf(effects);
        done = List.copyOf(done);
    }

    /**
     * A place of answers that differed.
     *
     * @param path the place, without the indexes of elements
     * @param times in how many answers
     * @param example what stood there, masked unless the configuration allows that it is shown
     */
    public record Place(String path, long times, String example) {

        @Override
        public String toString() {
            return path + " (" + example + ")";
        }
    }
}
