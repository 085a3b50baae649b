package dev.reprise.engine.redis;

/** The server understood a command and refused it; the connection can be used on. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String command;

    /** The server's word for the kind of error, such as {@code NOPERM}. */
    private final String code;

    Refused(String command, String error) {
        super(command + ": " + error, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.command = command;
        int end = error.indexOf(' ');
        this.code = end < 0 ? error : error.substring(0, end);
    }

    /** Returns whether it was about logging in; what the server says then may repeat what it was told. */
    boolean isLogin() {
        return command.equals("AUTH");
    }

    boolean isOfASentinel() {
        return command.equals("SENTINEL");
    }

    /** Returns whether the server is a copy of another one. */
    boolean isOfAReplica() {
        return code.equals("READONLY");
    }

    String code() {
        return code;
    }

    /** Returns whether only this one key is meant: somebody keeps something else under it. */
    boolean isOfTheKey() {
        return code.equals("WRONGTYPE");
    }

    /** Returns whether the server is one of a cluster, and the key is on another one. */
    boolean isOfACluster() {
        return code.equals("MOVED") || code.equals("ASK") || code.equals("CLUSTERDOWN");
    }
}
