package dev.reprise.demo.workload;

/**
 * One step of the service.
 *
 * @param position where in the workload it happened
 * @param nanos how long it took
 * @param digest of everything it returned
 */
public record MeasuredCall(Position position, long nanos, String digest) {

    /**
     * Where in the workload a step happened: the same in every run.
     *
     * @param round from 1
     * @param conversation its name
     * @param turn of the conversation, from 1
     * @param step the name of the step
     */
    public record Position(int round, String conversation, int turn, String step) {

        /**
         * Returns the same position in another round.
         *
         * @param other the other round
         * @return the position
         */
        public Position inRound(int other) {
            return new Position(other, conversation, turn, step);
        }

        @Override
        public String toString() {
            return "round " + round + ", conversation " + conversation + ", turn " + turn + ", " + step;
        }
    }
}
