package dev.reprise.clients.matrix;

/** How the provider treats a request. */
public enum Manner {
    /** It answers. */
    WHOLE,

    /** Its answer ends because of the limit of tokens. */
    TRUNCATED,

    /** It refuses with an error. */
    FAILED,

    /** Of a stream only the first part comes. */
    BROKEN,

    /** It answers late: a stream stops before its last part, anything else before it begins. */
    HELD
}
