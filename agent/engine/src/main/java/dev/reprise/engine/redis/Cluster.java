package dev.reprise.engine.redis;

import dev.reprise.engine.config.RedisCluster;
import dev.reprise.engine.config.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Several servers each of which has the keys of some slots. One that cannot be used costs the entries that it has, and no
 * others: each has its own connections and its own breaker.
 */
final class Cluster implements Servers, Topology.User {

    /** To whom a server sends, who sends on: once while a key moves, and once more while another one does. */
    private static final int MOST_REDIRECTS = 3;

    /** Servers that are on no map yet, because the first keys are still on their way to them. */
    private static final int MOST_GUESTS = 16;

    private final Environment environment;
    private final Topology topology;

    /** Changed under the lock of this object only. */
    private final Map<RedisServer, Node> nodes = new ConcurrentHashMap<>();

    private int guests;
    private boolean closed;

    /** The server of each slot, null where nobody has it; null before the first map. */
    private volatile @Nullable Node @Nullable [] bySlot;

    /** Returns whether one of those, or a slot's, is missing. */
    private volatile boolean whole;

    Cluster(Environment environment, RedisCluster cluster) {
        this.environment = environment;
        this.topology = new Topology(environment, cluster, this);
    }

    @Override
    public boolean areOff() {
        return topology.isUnknown();
    }

    /** The servers that answer are all asked before the first is listened to. */
    @Override
    public List<byte @Nullable []> get(List<byte[]> names, int limit, long deadline) {
        byte[][] found = new byte[names.size()][];
        @Nullable Node[] map = map(deadline);
        if (map != null) {
            Map<Target, List<Integer>> shares = new LinkedHashMap<>();
            for (int i = 0; i < found.length; i++) {
                share(shares, map[SlotMap.slot(names.get(i))], /* asking= */ false, i);
            }
            for (int redirects = 0; redirects <= MOST_REDIRECTS && !shares.isEmpty(); redirects++) {
                shares = ask(shares, names, found, limit, deadline);
            }
        }
        return Arrays.asList(found);
    }

    private record Target(Node node, boolean asking) {}

    private static void share(Map<Target, List<Integer>> shares, @Nullable Node node, boolean asking, int name) {
        if (node != null && !node.areOff()) {
            shares.computeIfAbsent(new Target(node, asking), target -> new ArrayList<>())
                    .add(name);
        }
    }

    /** Returns who else has to be asked for which names. */
    private Map<Target, List<Integer>> ask(
            Map<Target, List<Integer>> shares, List<byte[]> names, byte[][] found, int limit, long deadline) {
        Map<LookUp, List<Integer>> lookUps = new LinkedHashMap<>();
        Map<Target, List<Integer>> redirected = new LinkedHashMap<>();
        try {
            for (Map.Entry<Target, List<Integer>> share : shares.entrySet()) {
                List<byte[]> asked = new ArrayList<>();
                share.getValue().forEach(i -> asked.add(names.get(i)));
                LookUp lookUp =
                        share.getKey().node().lookUp(asked, share.getKey().asking(), deadline);
                lookUps.put(lookUp, share.getValue());
                lookUp.ask();
            }
            for (Map.Entry<LookUp, List<Integer>> lookUp : lookUps.entrySet()) {
                List<Integer> numbers = lookUp.getValue();
                byte[][] answers = new byte[numbers.size()][];
                Map<Integer, Redirect> others = new HashMap<>();
                lookUp.getKey().answers(answers, limit - length(found), others);
                for (int i = 0; i < answers.length; i++) {
                    found[numbers.get(i)] = answers[i];
                }
                others.forEach((i, redirect) -> share(redirected, node(redirect), redirect.asking(), numbers.get(i)));
            }
        } finally {
            lookUps.keySet().forEach(LookUp::abandon);
        }
        return redirected;
    }

    private static int length(byte[] @Nullable [] found) {
        int length = 0;
        for (byte[] content : found) {
            length += content == null ? 0 : content.length;
        }
        return length;
    }

    @Override
    public @Nullable Node of(byte[] name) {
        @Nullable
        Node[] map = map(environment.nanoClock().getAsLong()
                + environment.writePatience().toNanos());
        return map == null ? null : map[SlotMap.slot(name)];
    }

    private @Nullable Node @Nullable [] map(long deadline) {
        @Nullable Node[] map = bySlot;
        return map != null || !topology.await(deadline) ? map : bySlot;
    }

    @Override
    public boolean set(byte[] name, byte[] content, long millis) {
        Node node = write(name, content.length, connection -> connection.set(name, content, millis));
        return node != null && node.taken();
    }

    @Override
    public boolean @Nullable [] setIfAbsent(List<byte[]> names, byte[] content, long millis) {
        boolean[] put = new boolean[names.size()];
        for (int i = 0; i < put.length; i++) { // Each may be another server's.
            Boolean one = setIfAbsent(names.get(i), content, millis);
            if (one == null) {
                delete(Node.those(names, put));
                return null;
            }
            put[i] = one;
        }
        return put;
    }

    private @Nullable Boolean setIfAbsent(byte[] name, byte[] content, long millis) {
        Node owner = of(name);
        if (owner == null || !owner.takes()) {
            return null;
        }
        boolean[] put = new boolean[1];
        Node node =
                write(name, content.length, connection -> connection.setIfAbsent(List.of(name), content, millis, put));
        return node == null ? null : put[0];
    }

    @Override
    public boolean delete(byte[] name) {
        return write(name, 0, connection -> connection.delete(name)) != null;
    }

    @Override
    public void delete(List<byte[]> names) {
        names.forEach(this::delete); // Each may be another server's.
    }

    @Override
    public boolean run(byte[] name, Node.Command command) {
        return write(name, 0, command) != null;
    }

    /** Returns who did it, or null if nobody did. */
    private @Nullable Node write(byte[] name, int bytes, Node.Command command) {
        Node node = of(name);
        boolean asking = false;
        for (int redirects = 0; redirects <= MOST_REDIRECTS && node != null && !node.areOff(); redirects++) {
            Redirectable redirectable = new Redirectable(command, asking);
            if (!node.write(bytes, redirectable)) {
                return null;
            }
            Redirect redirect = redirectable.redirect;
            if (redirect == null) {
                return node;
            }
            node = node(redirect);
            asking = redirect.asking();
        }
        return null;
    }

    /** A command that may be another server's. */
    private static final class Redirectable implements Node.Command {

        private final Node.Command command;
        private final boolean asking;
        private @Nullable Redirect redirect;

        Redirectable(Node.Command command, boolean asking) {
            this.command = command;
            this.asking = asking;
        }

        @Override
        public void run(RedisConnection connection) throws IOException, Refused {
            try {
                if (asking) {
                    connection.asking();
                }
                command.run(connection);
            } catch (Refused e) {
                redirect = connection.redirect(e);
                if (redirect == null) {
                    throw e;
                }
            }
        }
    }

    /** Returns the server that a key has moved to, or null if it cannot be used. */
    private @Nullable Node node(Redirect redirect) {
        if (!redirect.asking()) {
            topology.refresh();
        }
        Node node = nodes.get(redirect.server());
        return node != null ? node : guest(redirect.server());
    }

    private synchronized @Nullable Node guest(RedisServer server) {
        Node node = nodes.get(server);
        if (node == null && !closed && guests < MOST_GUESTS) { // Whoever lies to us makes us use no more threads.
            guests++;
            node = made(server);
        }
        return node;
    }

    private Node made(RedisServer server) {
        Node node = new Node(environment.at(server), topology::refresh);
        nodes.put(server, node);
        return node;
    }

    @Override
    public void use(SlotMap map) {
        taken(map).forEach(Node::retire); // Not under the lock: a log can take its time.
    }

    /** Returns the servers that have nothing any more. */
    private synchronized List<Node> taken(SlotMap map) {
        List<Node> gone = new ArrayList<>();
        if (closed) {
            return gone;
        }
        @Nullable Node[] next = new Node[SlotMap.SLOTS];
        for (int slot = 0; slot < next.length; slot++) {
            RedisServer server = map.server(slot);
            if (server != null) {
                Node node = nodes.get(server);
                next[slot] = node == null ? made(server) : node;
            }
        }
        whole = map.isWhole();
        bySlot = next;
        guests = 0;
        nodes.entrySet().removeIf(entry -> {
            boolean none = !map.servers().contains(entry.getKey());
            if (none) {
                gone.add(entry.getValue());
            }
            return none;
        });
        return gone;
    }

    @Override
    public boolean isTroubled() {
        return !whole || nodes.values().stream().anyMatch(Node::areOff);
    }

    @Override
    public RedisConnection open(byte[] name, Duration patience) throws IOException, Refused {
        Node node = of(name);
        if (node == null) {
            throw new IOException("nobody has " + environment.settings().prefix() + " of this slot");
        }
        return node.open(name, patience);
    }

    @Override
    public void refresh() {
        topology.refresh();
    }

    @Override
    public synchronized void close() {
        closed = true;
        topology.close();
        nodes.values().forEach(Node::close);
    }
}
