package dev.reprise.benchmarks.redis;

/**
 * What some calls came to.
 *
 * @param exceptions how many threw
 * @param wrong how many gave another answer
 * @param madeOfEven how many even questions reached the method
 * @param madeOfOdd how many odd ones did
 * @param delayed how many took longer than half of the time-out
 * @param delayedOfOne how many did of the thread that has the most of them
 * @param largestMicros what the longest took
 */
record Tally(
        int exceptions, int wrong, int madeOfEven, int madeOfOdd, int delayed, int delayedOfOne, long largestMicros) {

    /** Returns it as a line that {@link #read} reads. */
    String line() {
        return exceptions + " " + wrong + " " + madeOfEven + " " + madeOfOdd + " " + delayed + " " + delayedOfOne + " "
                + largestMicros;
    }

    static Tally read(String line) {
        String[] parts = line.split(" ", -1);
        int[] numbers = new int[parts.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return new Tally(
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                Long.parseLong(parts[parts.length - 1]));
    }
}
