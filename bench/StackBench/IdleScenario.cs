namespace MtcpRedis.StackBench;

/// <summary>Turns in which nothing happens, with very many connections open, and what these cost in memory.</summary>
internal sealed class IdleScenario(int connections) : Scenario($"nothing to do, {connections} connections open", "turn")
{
    private readonly BulkServer _server = new();
    private readonly BulkServer _client = new();
    private StackPair? _pair;
    private long _managedBytes;
    private long _residentBytes;

    internal override void Prepare()
    {
        _pair = new StackPair(_server, _client);
        _server.Transport = _pair.Server;
        _client.Transport = _pair.Client;
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        var resident = Resident();
        _pair.Open(connections, () => _server.Accepted);
        _managedBytes = GC.GetTotalMemory(forceFullCollection: true) - managed;
        _residentBytes = Resident() - resident;
    }

    internal override long Step()
    {
        for (var i = 0; i < 1000; i++)
            _pair!.Turn();
        return 1000;
    }

    internal override string Remark() =>
        $"{_managedBytes / 2 / connections} bytes managed and {_residentBytes / 2 / connections} resident per end of a connection";

    public override void Dispose()
    {
        _pair?.Dispose();
        _server.Dispose();
        _client.Dispose();
    }

    private static long Resident() => Environment.WorkingSet;
}
