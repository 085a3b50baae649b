package dev.reprise.benchmarks.disk;

import java.util.Arrays;

/**
 * What some calls came to.
 *
 * @param exceptions how many threw
 * @param wrong how many gave another answer
 * @param madeOfEven how many even questions reached the method
 * @param madeOfOdd how many odd ones did
 * @param delayed how many took longer than half of the time-out
 * @param held how many have not come back
 * @param largestMicros what the longest of the others took
 */
record Calls(int exceptions, int wrong, int madeOfEven, int madeOfOdd, int delayed, int held, long largestMicros) {

    /** Returns it as a line that {@link #read} reads. */
    String line() {
        return exceptions + " " + wrong + " " + madeOfEven + " " + madeOfOdd + " " + delayed + " " + held + " "
                + largestMicros;
    }

    static Calls read(String line) {
        long[] numbers =
                Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        return new Calls(
                (int) numbers[0],
                (int) numbers[1],
                (int) numbers[2],
                (int) numbers[3],
                (int) numbers[4],
                (int) numbers[5],
                numbers[6]);
    }

    int made() {
        return madeOfEven + madeOfOdd;
    }
}
