namespace MtcpRedis.Core.Resp;

/// <summary>
/// How far a request that is not whole yet was parsed, so that a command of a million arguments that arrives in small pieces is
/// parsed once and not once per piece. Offsets count from the first byte of the request.
/// </summary>
public sealed class RequestProgress
{
    /// <summary>Arguments that the request announced; 0 when nothing is remembered.</summary>
    internal int Announced { get; set; }

    /// <summary>Offset behind the last whole argument.</summary>
    internal int Offset { get; set; }

    /// <summary>Offset and length of each argument parsed so far.</summary>
    internal List<(int Offset, int Length)> Arguments { get; } = [];

    /// <summary>
    /// Bytes that the request needs at least, counted from its first byte; lets the owner receive a large argument into one block.
    /// </summary>
    public long BytesNeeded { get; internal set; }

    /// <summary>Whether anything is remembered.</summary>
    public bool IsInUse => Announced != 0 || BytesNeeded != 0;

    /// <summary>Forgets everything; the next parse starts at the first byte of a request.</summary>
    public void Reset()
    {
        Announced = 0;
        Offset = 0;
        BytesNeeded = 0;
        Arguments.Clear();
        if (Arguments.Capacity > 1024)
            Arguments.TrimExcess();
    }
}
