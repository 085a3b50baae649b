package dev.reprise.engine.value;

/** The codec of methods whose declared type is plain. */
record PlainCodec(Class<?> type, EntryLimit limit) implements ValueCodec {

    static final String ID = "plain-1";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long shape() {
        return Digest.of(type.getName());
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return PlainValues.isLeaf(value.getClass());
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        Class<?> given = value.getClass();
        if (PlainValues.carries(given)) {
            return PlainValues.encode(value, limit);
        }
        String answer = "the answer is a " + given.getName() + ", which the declared return type, " + type.getName()
                + ", does not tell of; ";
        throw new Uncacheable(
                answer + (JdkType.isOfJdk(given) ? "declare a return type that does" : AllowList.remedy(given)));
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Object value = PlainValues.decode(content);
        if (!type.isInstance(value)) {
            throw new Undecodable("a " + value.getClass().getName() + " is no " + type.getName());
        }
        return value;
    }
}
