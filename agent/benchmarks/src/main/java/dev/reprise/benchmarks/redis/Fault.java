package dev.reprise.benchmarks.redis;

import java.time.Duration;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What can become of a server. */
enum Fault {
    NONE("nothing", /* reads= */ true) {
        @Override
        void begin(Server server, Proxy proxy, Server other) {}

        @Override
        void end(Server server, Proxy proxy) {}
    },
    KILLED("killed", /* reads= */ false) {
        @Override
        void begin(Server server, Proxy proxy, Server other) throws Exception {
            server.kill();
        }

        @Override
        void end(Server server, Proxy proxy) throws Exception {
            server.restart();
        }
    },
    STOPPED("stopped (SIGSTOP)", /* reads= */ false) {
        @Override
        void begin(Server server, Proxy proxy, Server other) throws Exception {
            server.signal("STOP");
        }

        @Override
        void end(Server server, Proxy proxy) throws Exception {
            server.signal("CONT");
        }
    },
    SLOW("500 ms per answer", /* reads= */ false) {
        @Override
        void begin(Server server, Proxy proxy, Server other) {
            proxy.delay(Duration.ofMillis(500));
        }

        @Override
        void end(Server server, Proxy proxy) {
            proxy.delay(Duration.ZERO);
        }
    },
    GARBAGE("answers garbage", /* reads= */ false) {
        @Override
        void begin(Server server, Proxy proxy, Server other) {
            proxy.garble(true);
        }

        @Override
        void end(Server server, Proxy proxy) {
            proxy.garble(false);
        }
    },
    FULL("out of memory", /* reads= */ true) {
        @Override
        void begin(Server server, Proxy proxy, Server other) {
            server.ask(client -> client.configSet("maxmemory", "1"));
        }

        @Override
        void end(Server server, Proxy proxy) {
            server.ask(client -> client.configSet("maxmemory", "0"));
        }
    },
    READ_ONLY("read-only replica", /* reads= */ true) {
        /** Of one that has what it has, so that it only stops taking writes. */
        @Override
        void begin(Server server, Proxy proxy, Server other) throws Exception {
            other.ask(client -> client.replicaof("127.0.0.1", server.port()));
            while (!other.ask(client -> client.info("replication")).contains("master_link_status:up")) {
                Thread.sleep(10);
            }
            other.ask(Jedis::replicaofNoOne);
            server.ask(client -> client.replicaof("127.0.0.1", other.port()));
            while (!server.ask(client -> client.info("replication")).contains("master_link_status:up")) {
                Thread.sleep(10);
            }
        }

        @Override
        void end(Server server, Proxy proxy) {
            server.ask(Jedis::replicaofNoOne);
        }
    },
    PASSWORD("password changed", /* reads= */ false) {
        @Override
        void begin(Server server, Proxy proxy, Server other) {
            server.ask(client -> {
                client.configSet("requirepass", "other");
                return client.clientKill(ClientKillParams.clientKillParams()
                        .type(ClientType.NORMAL)
                        .skipMe(ClientKillParams.SkipMe.YES));
            });
        }

        @Override
        void end(Server server, Proxy proxy) {
            server.ask("other", client -> client.configSet("requirepass", ""));
        }
    },
    FLUSHED("10,000 keys flushed", /* reads= */ false) {
        @Override
        void begin(Server server, Proxy proxy, Server other) {
            server.ask(client -> {
                for (int i = 0; i < 10_000; i++) {
                    client.set("reprise:other:" + i, "entry " + i);
                }
                return client.flushAll();
            });
        }

        @Override
        void end(Server server, Proxy proxy) {}
    };

    private final String title;
    private final boolean reads;

    Fault(String title, boolean reads) {
        this.title = title;
        this.reads = reads;
    }

    String title() {
        return title;
    }

    /** Returns whether the server goes on to answer with what it has. */
    boolean reads() {
        return reads;
    }

    /**
     * Makes it so.
     *
     * @param proxy what is between the service and its server
     * @param other another server, which is empty
     */
    abstract void begin(Server server, Proxy proxy, Server other) throws Exception;

    /** Brings the server back. */
    abstract void end(Server server, Proxy proxy) throws Exception;
}
