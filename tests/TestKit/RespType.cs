namespace MtcpRedis.TestKit;

/// <summary>What a reply is on the wire. The three nulls of RESP2 and RESP3 are kept apart.</summary>
public enum RespType : byte
{
    /// <summary><c>+text</c></summary>
    Simple,

    /// <summary><c>-text</c></summary>
    Error,

    /// <summary><c>:number</c></summary>
    Integer,

    /// <summary><c>$length</c> and bytes</summary>
    Bulk,

    /// <summary><c>$-1</c></summary>
    NullBulk,

    /// <summary><c>*-1</c></summary>
    NullArray,

    /// <summary><c>*count</c></summary>
    Array,

    /// <summary><c>_</c></summary>
    Null,

    /// <summary><c>%pairs</c>; the items alternate key and value</summary>
    Map,

    /// <summary><c>~count</c></summary>
    Set,

    /// <summary><c>&gt;count</c></summary>
    Push,

    /// <summary><c>,number</c></summary>
    Double,

    /// <summary><c>#t</c> or <c>#f</c></summary>
    Boolean,

    /// <summary><c>(digits</c></summary>
    BigNumber,

    /// <summary><c>!length</c> and bytes</summary>
    BulkError,

    /// <summary><c>=length</c>, three letters of format, a colon and bytes</summary>
    Verbatim,
}
