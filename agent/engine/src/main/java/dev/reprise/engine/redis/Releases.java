package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * Ends claims by a script that looks whose they are, so that none is ended that another service has made between the look and the
 * end. Used by one thread at a time.
 */
final class Releases {

    private static final byte[] SCRIPT = """
            for _, name in ipairs(KEYS) do
              if redis.call('GET', name) == ARGV[1] then
                redis.call('DEL', name)
              end
            end
            return 0
            """.getBytes(US_ASCII);

    private final Servers servers;
    private final boolean areSeveral;
    private boolean areRefused;

    /**
     * @param areSeveral whether each name may be another server's
     */
    Releases(Servers servers, boolean areSeveral) {
        this.servers = servers;
        this.areSeveral = areSeveral;
    }

    /**
     * Ends claims that are still the same.
     *
     * @param names at least one
     * @param token what is under a name as long as the claim is the same
     * @return false if the server runs no scripts for this user; true also if it cannot be asked at this time
     */
    boolean release(List<byte[]> names, byte[] token) {
        if (areSeveral) {
            names.forEach(name -> run(List.of(name), token));
        } else {
            run(names, token);
        }
        return !areRefused;
    }

    private void run(List<byte[]> names, byte[] token) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(SCRIPT);
        arguments.add(Resp.number(names.size()));
        arguments.addAll(names);
        arguments.add(token);
        if (!areRefused) {
            servers.run(names.get(0), connection -> {
                try {
                    connection.call("EVAL", arguments.toArray(byte[][]::new));
                } catch (Refused refused) {
                    if (!refused.code().equals("NOPERM") && !refused.code().equals("ERR")) {
                        throw refused;
                    }
                    areRefused = true;
                }
            });
        }
    }
}
