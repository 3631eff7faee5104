namespace MtcpRedis.Bench.Replies;

/// <summary>What a right reply to a benchmark's command looks like.</summary>
/// <param name="expectation">The rule in words, for the report of a wrong reply.</param>
/// <param name="exact">The bytes of the only, or by far the most frequent, right reply; empty when there is none. They are compared before
/// anything is parsed, which costs a tenth of parsing.</param>
internal abstract class ReplyRule(string expectation, byte[] exact)
{
    /// <summary>The rule in words.</summary>
    public string Expectation { get; } = expectation;

    /// <summary>Bytes of a whole reply that need no parsing to be accepted; empty for none.</summary>
    public byte[] Exact { get; } = exact;

    /// <summary>Judges a reply that is not the exact one.</summary>
    /// <param name="reply">The reply, never an error or a push.</param>
    /// <param name="memory">Belongs to the connection and outlives the call; 0 at the start of a test.</param>
    public abstract bool Accepts(in ReplyView reply, ref long memory);
}
