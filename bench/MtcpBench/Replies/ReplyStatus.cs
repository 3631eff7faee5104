namespace MtcpRedis.Bench.Replies;

/// <summary>Outcome of looking for one reply at the start of some bytes.</summary>
internal enum ReplyStatus
{
    /// <summary>A whole reply is there.</summary>
    Complete,

    /// <summary>What is there is the beginning of a reply.</summary>
    Incomplete,

    /// <summary>The bytes are not RESP.</summary>
    Malformed,
}
