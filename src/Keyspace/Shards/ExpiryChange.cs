namespace MtcpRedis.Keyspace.Shards;

/// <summary>What becomes of a key's expiry when its value is set as a whole.</summary>
public readonly struct ExpiryChange
{
    private const long RemoveMark = 0;
    private const long KeepMark = long.MinValue;

    private readonly long _at;

    private ExpiryChange(long at) => _at = at;

    /// <summary>The key lives for ever from now on; the default value.</summary>
    public static ExpiryChange Remove => new(RemoveMark);

    /// <summary>The expiry stays what it is, if there is one.</summary>
    public static ExpiryChange Keep => new(KeepMark);

    /// <summary>The key expires at <paramref name="unixMilliseconds"/>, a positive Unix time in milliseconds.</summary>
    public static ExpiryChange At(long unixMilliseconds)
    {
        System.Diagnostics.Debug.Assert(unixMilliseconds > 0);
        return new ExpiryChange(unixMilliseconds);
    }

    /// <summary>The expiry that results from a key's old one; 0 is none.</summary>
    /// <param name="old">Unix time in milliseconds, 0 for none.</param>
    internal long Resolve(long old) => _at == KeepMark ? old : _at;
}
