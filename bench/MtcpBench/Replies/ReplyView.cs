namespace MtcpRedis.Bench.Replies;

/// <summary>One complete reply, seen in place in the receive memory.</summary>
internal readonly ref struct ReplyView
{
    /// <summary>The RESP type byte: '+', '-', ':', '$', '*' and those of RESP3.</summary>
    public required byte Type { get; init; }

    /// <summary>All bytes of the reply, headers and line ends included.</summary>
    public required ReadOnlySpan<byte> Whole { get; init; }

    /// <summary>The text of a line, the content of a bulk string, or the elements of an aggregate as they stand.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The number of an integer reply; the elements of an aggregate (keys and values counted singly); -1 for a RESP2 null.</summary>
    public required long Number { get; init; }

    /// <summary>Null in any of its forms: $-1, *-1 or RESP3's _.</summary>
    public bool IsNull => Type == (byte)'_' || (Number < 0 && (Type is (byte)'$' or (byte)'*'));

    /// <summary>An error reply, simple or bulk.</summary>
    public bool IsError => Type is (byte)'-' or (byte)'!';

    /// <summary>A bulk string that is not null.</summary>
    public bool IsBulk => Type == (byte)'$' && Number >= 0;

    /// <summary>An ordered aggregate that is not null.</summary>
    public bool IsArray => Type == (byte)'*' && Number >= 0;

    /// <summary>Out-of-band data of RESP3, which answers no request.</summary>
    public bool IsPush => Type == (byte)'>';
}
