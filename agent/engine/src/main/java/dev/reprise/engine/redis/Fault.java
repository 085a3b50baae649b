package dev.reprise.engine.redis;

import dev.reprise.engine.config.RedisCluster;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Why a server cannot be used, in words for whoever runs the service.
 *
 * @param reason goes on a sentence that begins with the server
 * @param remedy what to do, a sentence of its own
 * @param lasting whether to try again is in vain
 */
record Fault(String reason, String remedy, boolean lasting) {

    private static final String REACH = "Start the server, or correct `tiers.redis.uri`.";
    private static final String REACH_NODE =
            "Start it, or see to it that it announces an address that this machine reaches.";

    static Fault of(Throwable cause, Environment environment) {
        if (cause instanceof Refused refused) {
            return of(refused, environment);
        }
        String reach = environment.ofACluster() ? REACH_NODE : REACH;
        if (cause instanceof SocketTimeoutException) {
            return new Fault(
                    "did not answer in time",
                    "See how the server and the network are, or raise `tiers.redis.timeout` ("
                            + environment.settings().timeout().toMillis() + " ms).",
                    /* lasting= */ false);
        }
        if (cause instanceof NoMaster) {
            return new Fault(
                    "is no master that a Sentinel knows",
                    "Correct the name behind the # in `tiers.redis.uri`.",
                    /* lasting= */ false);
        }
        if (cause instanceof UnknownHostException) {
            return new Fault("has no address", reach, /* lasting= */ false);
        }
        if (cause instanceof ConnectException) {
            return new Fault("cannot be connected to", reach, /* lasting= */ false);
        }
        if (cause instanceof EOFException) {
            return new Fault("closed the connection", reach, /* lasting= */ false);
        }
        if (cause instanceof SSLException) {
            return new Fault(
                    "and this JVM do not agree on TLS (" + cause.getMessage() + ")",
                    "Have the JVM trust the server's certificate (`javax.net.ssl.trustStore`), and correct"
                            + " `tiers.redis.uri`.",
                    /* lasting= */ false);
        }
        if (cause instanceof NotRedis) {
            return new Fault(
                    "does not answer as Redis does (" + cause.getMessage() + ")",
                    "Correct `tiers.redis.uri`; rediss:// is for TLS.",
                    /* lasting= */ false);
        }
        return new Fault("cannot be used (" + cause + ")", reach, /* lasting= */ false);
    }

    private static Fault of(Refused refused, Environment environment) {
        RedisSettings settings = environment.settings();
        boolean cluster = environment.ofACluster() || settings.place() instanceof RedisCluster;
        if (refused.isOfACluster() && !cluster) {
            return new Fault(
                    "is a node of a cluster",
                    "Write " + (settings.tls() ? "rediss" : "redis") + "-cluster://"
                            + (settings.place() instanceof RedisServer server ? server.address() : "HOST:PORT")
                            + " as `tiers.redis.uri`, with the login that it has, and name some other nodes behind a"
                            + " comma; until the service starts again this one is left alone.",
                    /* lasting= */ true);
        }
        if (refused.isOfAClusterThatIsDown()) {
            return new Fault(
                    "answers nobody, because its cluster is down (" + refused.code() + ")",
                    "See how the cluster is.",
                    /* lasting= */ false);
        }
        if (refused.isOfTheMap() && refused.code().equals("ERR")) {
            return new Fault(
                    "is no cluster",
                    "Write redis://HOST:PORT, or rediss://HOST:PORT, as `tiers.redis.uri`.",
                    /* lasting= */ false);
        }
        if (refused.isOfASentinel()) {
            return new Fault(
                    "cannot be asked for (" + refused.code() + ")",
                    "See to it that the Sentinels of `tiers.redis.uri` are such, and that `tiers.redis.sentinel-user` and"
                            + " `sentinel-password` are those that they want, if they want any.",
                    /* lasting= */ false);
        }
        if (refused.isLogin()) {
            return new Fault(
                    "refused to log in (" + refused.code() + ")",
                    "Correct the user and the password in `tiers.redis.uri`.",
                    /* lasting= */ false);
        }
        return new Fault(
                "refused " + refused.getMessage(),
                "See to it that the user of `tiers.redis.uri` may GET, SET and DEL " + settings.prefix() + ":*"
                        + (cluster ? ", and CLUSTER SLOTS." : "."),
                /* lasting= */ false);
    }
}
