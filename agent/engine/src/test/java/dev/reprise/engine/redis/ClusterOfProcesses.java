package dev.reprise.engine.redis;

import static dev.reprise.engine.redis.Instances.eventually;

import dev.reprise.engine.config.RedisCluster;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClusterFailoverOption;

/** Real servers on loopback, three of which share the slots; the others are copies. */
final class ClusterOfProcesses implements AutoCloseable {

    private static final int MASTERS = 3;

    final List<RedisProcess> masters = new ArrayList<>();
    private final List<RedisProcess> all = new ArrayList<>();

    private ClusterOfProcesses() {}

    static ClusterOfProcesses start() {
        ClusterOfProcesses cluster = new ClusterOfProcesses();
        try {
            cluster.begin();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void begin() {
        for (int i = 0; i < MASTERS; i++) {
            RedisProcess node = RedisProcess.node();
            masters.add(node);
            all.add(node);
            int first = first(i);
            int[] slots = new int[first(i + 1) - first];
            for (int s = 0; s < slots.length; s++) {
                slots[s] = first + s;
            }
            long epoch = i + 1L;
            node.ask(client -> client.clusterSetConfigEpoch(epoch));
            node.ask(client -> client.clusterAddSlots(slots));
        }
        meet();
        eventually(() -> masters.stream().allMatch(node -> node.ask(ClusterOfProcesses::isWhole)));
    }

    private static int first(int master) {
        return SlotMap.SLOTS * master / MASTERS;
    }

    private static boolean isWhole(Jedis client) {
        return client.clusterInfo().contains("cluster_state:ok")
                && client.clusterSlots().size() == MASTERS;
    }

    private void meet() {
        for (RedisProcess node : all) {
            all.get(0).ask(client -> client.clusterMeet("127.0.0.1", node.port()));
        }
        eventually(() -> all.stream()
                .allMatch(node -> node.ask(Jedis::clusterNodes)
                                .lines()
                                .filter(line -> !line.contains("handshake"))
                                .count()
                        == all.size()));
    }

    /** Adds a server that has no slots. */
    RedisProcess join() {
        RedisProcess node = RedisProcess.node();
        all.add(node);
        meet();
        eventually(() -> node.ask(Jedis::clusterInfo).contains("cluster_state:ok"));
        // Of whom it has not heard yet it says that nobody has their slots.
        eventually(() -> node.ask(Jedis::clusterInfo).contains("cluster_slots_assigned:" + SlotMap.SLOTS));
        return node;
    }

    /** Adds a copy of a master. */
    RedisProcess joinCopy(RedisProcess master) {
        RedisProcess copy = join();
        copy.ask(client -> client.clusterReplicate(id(master)));
        eventually(() -> copy.ask(client -> client.info("replication")).contains("master_link_status:up"));
        eventually(() -> all.stream().allMatch(node -> node.ask(client -> client.clusterNodes())
                .lines()
                .anyMatch(line -> line.startsWith(id(copy)) && line.contains("slave"))));
        return copy;
    }

    static String id(RedisProcess node) {
        return node.ask(Jedis::clusterMyId);
    }

    /** Has a copy be the master from now on, whoever else is there. */
    static void takeOver(RedisProcess copy) {
        copy.ask(client -> client.clusterFailover(ClusterFailoverOption.TAKEOVER));
        eventually(() -> copy.ask(client -> client.info("replication")).contains("role:master"));
    }

    /** Returns who has a name. */
    RedisProcess of(String name) {
        int slot = masters.get(0).ask(client -> (int) client.clusterKeySlot(name));
        for (int i = 0; i < MASTERS; i++) {
            if (slot < first(i + 1)) {
                return masters.get(i);
            }
        }
        throw new AssertionError(name);
    }

    static int slot(String name) {
        return SlotMap.slot(name.getBytes(StandardCharsets.UTF_8));
    }

    RedisSettings settings(Duration timeout) {
        return settings(timeout, masters.get(0).port());
    }

    static RedisSettings settings(Duration timeout, int... seeds) {
        List<RedisServer> servers = new ArrayList<>();
        for (int port : seeds) {
            servers.add(new RedisServer("127.0.0.1", port));
        }
        return new RedisSettings(new RedisCluster(servers), false, null, null, 0, timeout, "reprise", 4);
    }

    @Override
    public void close() {
        all.forEach(RedisProcess::close);
    }
}
