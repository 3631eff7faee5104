namespace MtcpRedis.Core.Resp;

/// <summary>What a request may ask for before it is refused.</summary>
/// <param name="MaxBulkLength">Longest argument in bytes, <c>proto-max-bulk-len</c>.</param>
/// <param name="Authenticated">Whether the client may send large requests; before authentication Redis allows 10 arguments of 16 KiB.</param>
public readonly record struct RequestLimits(long MaxBulkLength, bool Authenticated)
{
    /// <summary>Longest inline request and longest length line, in bytes.</summary>
    public const int MaxInline = 64 * 1024;

    /// <summary>Most arguments before authentication.</summary>
    public const int UnauthenticatedArguments = 10;

    /// <summary>Longest argument before authentication, in bytes.</summary>
    public const int UnauthenticatedBulkLength = 16384;

    /// <summary>Most arguments of one command.</summary>
    public const int MaxArguments = int.MaxValue;
}
