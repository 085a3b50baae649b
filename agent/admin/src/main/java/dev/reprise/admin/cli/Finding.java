package dev.reprise.admin.cli;

/**
 * What came of one look of the doctor.
 *
 * @param about what was looked at, in one word
 * @param verdict how it is
 * @param text what was seen
 * @param remedy what to do; empty if nothing is to be done
 */
record Finding(String about, Verdict verdict, String text, String remedy) {

    static Finding ok(String about, String text) {
        return new Finding(about, Verdict.OK, text, "");
    }

    static Finding warn(String about, String text, String remedy) {
        return new Finding(about, Verdict.WARN, text, remedy);
    }

    static Finding fail(String about, String text, String remedy) {
        return new Finding(about, Verdict.FAIL, text, remedy);
    }
}
