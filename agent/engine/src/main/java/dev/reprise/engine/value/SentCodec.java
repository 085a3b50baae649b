package dev.reprise.engine.value;

import java.util.ArrayList;
import java.util.List;

/** Carries one part of an answer that an entry holds as it was sent. */
public final class SentCodec implements ValueCodec {

    private static final int HEAD = 1;
    private static final int HEAD_WITH_HEADERS = 2;
    static final int EVENT = 3;
    private static final int ANSWER = 4;
    static final int PIECE = 5;
    private static final int WHOLE = 6;

    private final Class<?> type;

    /**
     * @param type a class of the library that reads the parts
     */
    public SentCodec(Class<?> type) {
        this.type = type;
    }

    @Override
    public String id() {
        return "sent-1";
    }

    /** Another version of the library may read the same in another way. */
    @Override
    public long shape() {
        return Digest.of(ClassShape.describeWithVersion(type));
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        Output out = new Output(EntryLimit.NONE);
        if (value instanceof SentPart.Head head) {
            encode(head, out);
        } else if (value instanceof SentPart.Event event) {
            out.writeByte(EVENT);
            out.writeText(event.text());
        } else if (value instanceof SentPart.Answer answer) {
            out.writeByte(ANSWER);
            out.writeCount(answer.status());
            encode(answer.headers(), out);
        } else if (value instanceof SentPart.Piece piece) {
            out.writeByte(PIECE);
            out.writeBytes(piece.content(), 0, piece.content().length);
        } else if (value instanceof SentPart.Whole) {
            out.writeByte(WHOLE);
        }
        return out.toBytes();
    }

    private static void encode(SentPart.Head head, Output out) throws Uncacheable {
        List<String> headers = head.headers();
        out.writeByte(headers == null ? HEAD : HEAD_WITH_HEADERS);
        out.writeText(head.reader());
        out.writeByte(head.rooted() ? 1 : 0);
        if (headers != null) {
            encode(headers, out);
        }
    }

    private static void encode(List<String> headers, Output out) throws Uncacheable {
        out.writeCount(headers.size());
        for (String text : headers) {
            out.writeText(text);
        }
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Input in = new Input(content, 0);
        int kind = in.readByte();
        return switch (kind) {
            case HEAD, HEAD_WITH_HEADERS ->
                new SentPart.Head(in.readText(), in.readByte() != 0, kind == HEAD ? null : headers(in));
            case EVENT -> new SentPart.Event(in.readText(), null);
            case ANSWER -> new SentPart.Answer(in.readCount(), headers(in));
            case PIECE -> new SentPart.Piece(in.readBytes(in.remaining()));
            case WHOLE -> new SentPart.Whole(List.of());
            default -> throw new Undecodable("no part of an answer as it was sent");
        };
    }

    private static List<String> headers(Input in) throws Undecodable {
        List<String> headers = new ArrayList<>();
        for (int left = in.readSize(); left > 0; left--) {
            headers.add(in.readText());
        }
        return headers;
    }
}
