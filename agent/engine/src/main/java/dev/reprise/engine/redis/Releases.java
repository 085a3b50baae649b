package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Ends claims by a script that looks whose they are, so that none is ended that another service has made between the look and the
 * end. Used by one thread at a time.
 */
final class Releases {

    private static final byte[] SCRIPT = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """.getBytes(US_ASCII);

    private final Servers servers;
    private boolean areRefused;

    Releases(Servers servers) {
        this.servers = servers;
    }

    /**
     * Ends a claim if it is still the same.
     *
     * @param token what is under the name as long as it is
     * @return false if the server runs no scripts for this user; true also if it cannot be asked at this time
     */
    boolean release(byte[] name, byte[] token) {
        if (!areRefused) {
            servers.run(name, connection -> {
                try {
                    connection.call("EVAL", SCRIPT, Resp.number(1), name, token);
                } catch (Refused refused) {
                    if (!refused.code().equals("NOPERM") && !refused.code().equals("ERR")) {
                        throw refused;
                    }
                    areRefused = true;
                }
            });
        }
        return !areRefused;
    }
}
