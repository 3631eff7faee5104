namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>Reads the runs of a sparse representation one after the other. What came from a client may be anything.</summary>
/// <param name="body">The registers' bytes.</param>
public ref struct HllRunReader(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private int _next;
    private int _registers;

    /// <summary>The run read last.</summary>
    public HllRun Current { get; private set; }

    /// <summary>Whether everything was read and covers exactly the registers there are.</summary>
    public readonly bool IsComplete => _next >= _body.Length && _registers == HllFormat.Registers;

    /// <summary>Reads the next run; false at the end, and at a run that leads beyond the last register.</summary>
    public bool MoveNext()
    {
        if (_next >= _body.Length)
            return false;
        HllRun run = HllRun.Read(_body, _next, _registers);
        if (_registers + run.Length > HllFormat.Registers)
            return false;
        Current = run;
        _next += run.Size;
        _registers += run.Length;
        return true;
    }
}
