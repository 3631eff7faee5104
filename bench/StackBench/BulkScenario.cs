namespace MtcpRedis.StackBench;

/// <summary>One stream as fast as it goes, in segments of 1448 bytes.</summary>
internal sealed class BulkScenario() : Scenario("one bulk stream", "1448-byte segment")
{
    private const int SegmentSize = 1448;
    private readonly BulkServer _server = new();
    private readonly BulkClient _client = new();
    private StackPair? _pair;

    internal override void Prepare()
    {
        _pair = new StackPair(_server, _client);
        _server.Transport = _pair.Server;
        _client.Transport = _pair.Client;
        _pair.Open(1, () => _server.Accepted);
        _pair.TurnUntil(() => _server.Bytes > 1 << 24);
    }

    internal override long Step()
    {
        var before = _server.Bytes / SegmentSize;
        for (var i = 0; i < 16; i++)
            _pair!.Turn();
        return _server.Bytes / SegmentSize - before;
    }

    internal override string Remark()
    {
        var statistics = _pair!.Server.Tcp.Statistics;
        return $"{(double)statistics.SegmentsSent / statistics.SegmentsReceived:F2} acknowledgments per segment, "
            + $"{_pair.Client.Tcp.Statistics.Retransmissions} retransmissions";
    }

    public override void Dispose()
    {
        _pair?.Dispose();
        _server.Dispose();
        _client.Dispose();
    }
}
