package dev.reprise.engine.redis;

import dev.reprise.engine.config.RedisServer;
import org.jspecify.annotations.Nullable;

/** The server understood a command and refused it; the connection can be used on. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String command;

    private final String error;

    /** The server's word for the kind of error, such as {@code NOPERM}. */
    private final String code;

    Refused(String command, String error) {
        super(command + ": " + error, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.command = command;
        this.error = error;
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
        return code.equals("MOVED") || code.equals("ASK") || isOfAClusterThatIsDown();
    }

    /** Returns whether the server is one of a cluster that answers nobody. */
    boolean isOfAClusterThatIsDown() {
        return code.equals("CLUSTERDOWN");
    }

    /** Returns whether nobody of the cluster has the key's slot, while others may be served. */
    boolean isOfASlotOfNobody() {
        return error.equals("CLUSTERDOWN Hash slot not served");
    }

    /** Returns whether the server was asked for the map of its cluster. */
    boolean isOfTheMap() {
        return command.equals("CLUSTER");
    }

    /**
     * Returns who of the cluster has the key, or null if that is not what it was about.
     *
     * @param from who refused
     */
    @Nullable
    Redirect redirect(RedisServer from) {
        return Redirect.of(error, from);
    }
}
