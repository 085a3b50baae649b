package dev.reprise.weaver.clue;

import dev.reprise.engine.audit.Clue.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of the JDK and of well-known libraries that answer otherwise each time, or do something. */
final class KnownCalls {

    /**
     * Methods of a kind.
     *
     * @param owner the class, or what the names of several begin with if it ends in {@code *}
     * @param names what the methods' names are, or begin with if they end in {@code *}
     */
    private record Known(Kind kind, String owner, Set<String> names) {

        boolean isOwner(String name) {
            return owner.endsWith("*") ? name.startsWith(owner.substring(0, owner.length() - 1)) : owner.equals(name);
        }

        boolean isName(String name) {
            if (names.contains(name)) {
                return true;
            }
            for (String known : names) {
                if (known.endsWith("*") && name.startsWith(known.substring(0, known.length() - 1))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final List<Known> ALL = List.of(
            known(Kind.CLOCK, "java/lang/System", "currentTimeMillis", "nanoTime"),
            known(Kind.CLOCK, "java/time/Clock", "instant", "millis", "system*", "tick*"),
            known(Kind.CLOCK, "java/time/*", "now"),
            known(Kind.CLOCK, "java/util/Calendar", "getInstance"),
            known(Kind.RANDOM, "java/util/Random", "*"),
            known(Kind.RANDOM, "java/util/SplittableRandom", "*"),
            known(Kind.RANDOM, "java/util/random/*", "*"),
            known(Kind.RANDOM, "java/util/concurrent/ThreadLocalRandom", "*"),
            known(Kind.RANDOM, "java/security/SecureRandom", "*"),
            known(Kind.RANDOM, "java/util/UUID", "randomUUID"),
            known(Kind.RANDOM, "java/lang/Math", "random"),
            known(Kind.RANDOM, "java/lang/StrictMath", "random"),
            known(Kind.RANDOM, "java/util/Collections", "shuffle"),
            known(Kind.RANDOM, "java/lang/System", "identityHashCode"),
            known(Kind.THREAD_LOCAL, "java/lang/ThreadLocal", "get"),
            known(Kind.THREAD_LOCAL, "java/lang/InheritableThreadLocal", "get"),
            known(Kind.THREAD_LOCAL, "java/lang/Thread", "currentThread"),
            known(Kind.THREAD_LOCAL, "org/slf4j/MDC", "get*"),
            known(Kind.THREAD_LOCAL, "org/springframework/*", "getRequestAttributes", "getContext", "getLocale"),
            known(Kind.SETTING, "java/lang/System", "getProperty", "getProperties", "getenv"),
            known(Kind.SETTING, "java/lang/Integer", "getInteger"),
            known(Kind.SETTING, "java/lang/Long", "getLong"),
            known(Kind.SETTING, "java/lang/Boolean", "getBoolean"),
            known(Kind.SETTING, "java/util/Locale", "getDefault"),
            known(Kind.SETTING, "java/util/TimeZone", "getDefault"),
            known(Kind.SETTING, "java/time/ZoneId", "systemDefault"),
            known(
                    Kind.FILE,
                    "java/nio/file/Files",
                    "read*",
                    "lines",
                    "newInputStream",
                    "newBufferedReader",
                    "list",
                    "walk*",
                    "find",
                    "exists",
                    "notExists",
                    "size",
                    "getLastModifiedTime"),
            known(Kind.FILE, "java/io/FileInputStream", "<init>"),
            known(Kind.FILE, "java/io/FileReader", "<init>"),
            known(Kind.FILE, "java/io/File", "exists", "list*", "length", "lastModified"),
            known(
                    Kind.WRITES_FILE,
                    "java/nio/file/Files",
                    "write*",
                    "newOutputStream",
                    "newBufferedWriter",
                    "create*",
                    "delete*",
                    "copy",
                    "move",
                    "set*"),
            known(Kind.WRITES_FILE, "java/io/FileOutputStream", "<init>"),
            known(Kind.WRITES_FILE, "java/io/FileWriter", "<init>"),
            known(Kind.WRITES_FILE, "java/io/RandomAccessFile", "write*", "setLength"),
            known(Kind.WRITES_FILE, "java/nio/channels/FileChannel", "write", "truncate"),
            known(Kind.WRITES_FILE, "java/io/File", "delete*", "createNewFile", "createTempFile", "mkdir*", "renameTo"),
            known(Kind.SENDS, "java/net/http/HttpClient", "send*"),
            known(Kind.SENDS, "java/net/URL", "openStream", "openConnection", "getContent"),
            known(Kind.SENDS, "java/net/Socket", "<init>", "connect"),
            known(Kind.SENDS, "java/net/DatagramSocket", "send"),
            known(Kind.SENDS, "java/nio/channels/SocketChannel", "open", "connect", "write"),
            known(Kind.SENDS, "okhttp3/Call", "execute", "enqueue"),
            known(Kind.SENDS, "org/springframework/web/client/RestTemplate", "*"),
            known(Kind.SENDS, "org/springframework/web/client/RestClient*", "retrieve", "exchange*"),
            known(Kind.SENDS, "org/springframework/web/reactive/function/client/WebClient*", "retrieve", "exchange*"),
            known(Kind.SENDS, "org/apache/http/*", "execute"),
            known(Kind.SENDS, "org/apache/hc/client5/*", "execute"),
            known(Kind.SENDS, "org/apache/kafka/clients/producer/*", "send"),
            known(Kind.SENDS, "org/springframework/kafka/core/*", "send*"),
            known(Kind.SENDS, "org/springframework/context/ApplicationEventPublisher", "publishEvent"),
            known(Kind.SENDS, "com/rabbitmq/client/*", "basicPublish"),
            known(Kind.SENDS, "org/springframework/jms/*", "send*", "convertAndSend"),
            known(Kind.SENDS, "org/springframework/amqp/*", "send*", "convertAndSend"),
            known(Kind.SENDS, "jakarta/mail/Transport", "send*"),
            known(Kind.SENDS, "javax/mail/Transport", "send*"),
            known(Kind.DATABASE_READ, "java/sql/*", "executeQuery"),
            known(Kind.DATABASE, "java/sql/*", "execute", "executeUpdate", "executeLarge*", "executeBatch", "commit"),
            known(Kind.DATABASE_READ, "org/springframework/jdbc/core/*", "query*"),
            known(Kind.DATABASE, "org/springframework/jdbc/core/*", "update", "batchUpdate", "execute"),
            known(Kind.DATABASE, "jakarta/persistence/EntityManager", "persist", "merge", "remove"),
            known(Kind.DATABASE, "javax/persistence/EntityManager", "persist", "merge", "remove"),
            known(Kind.DATABASE_READ, "jakarta/persistence/*", "find", "getResultList", "getSingleResult"),
            known(Kind.DATABASE_READ, "javax/persistence/*", "find", "getResultList", "getSingleResult"),
            known(Kind.DATABASE, "org/springframework/data/*", "save*", "delete*"),
            known(Kind.DATABASE_READ, "org/springframework/data/*", "find*"),
            known(
                    Kind.MODEL,
                    "dev/langchain4j/model/*",
                    "chat",
                    "generate",
                    "embed*",
                    "moderate",
                    "score*",
                    "transcribe*"),
            known(Kind.MODEL, "com/openai/services/*", "create*", "generate"),
            known(Kind.MODEL, "com/anthropic/services/*", "create*"),
            known(Kind.MODEL, "org/springframework/ai/*", "call", "stream", "content", "embed*"),
            known(Kind.MODEL, "io/github/ollama4j/*", "chat*", "generate*", "embed*"),
            known(Kind.MODEL, "com/google/genai/*", "generate*", "embedContent"),
            known(Kind.MODEL, "software/amazon/awssdk/services/bedrockruntime/*", "converse*", "invokeModel*"),
            known(Kind.MODEL, "com/azure/ai/openai/*", "getChatCompletions*", "getCompletions*", "getEmbeddings*"),
            known(Kind.MODEL, "ai/koog/*", "execute*", "embed"));

    private KnownCalls() {}

    private static Known known(Kind kind, String owner, String... names) {
        return new Known(kind, owner, Set.of(names));
    }

    /** Returns what a call is; null if it is nothing of note. */
    static @Nullable Kind of(String owner, String name, String descriptor) {
        if (owner.equals("java/util/Date")) {
            return name.equals("<init>") && descriptor.equals("()V") ? Kind.CLOCK : null;
        }
        for (Known known : ALL) {
            if (known.isOwner(owner) && known.isName(name)) {
                return known.kind;
            }
        }
        return null;
    }
}
