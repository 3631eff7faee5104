namespace MtcpRedis.Core.Hashing;

/// <summary>The two round counts that name a member of the SipHash family.</summary>
internal interface ISipRounds
{
    /// <summary>Rounds after each 8-byte word of input.</summary>
    static abstract int PerWord { get; }

    /// <summary>Rounds at the end.</summary>
    static abstract int Final { get; }
}
