namespace MtcpRedis.StackBench;

/// <summary>Small requests and replies, about as large as GET and its reply of 16 bytes.</summary>
internal sealed class RequestScenario(string name, int connections, int pipeline) : Scenario(name, "request")
{
    private const int RequestLength = 40;
    private const int ReplyLength = 30;
    private readonly RequestServer _server = new(RequestLength, ReplyLength);
    private readonly RequestClient _client = new(RequestLength, ReplyLength, pipeline);
    private StackPair? _pair;

    internal override void Prepare()
    {
        _pair = new StackPair(_server, _client);
        _server.Transport = _pair.Server;
        _client.Transport = _pair.Client;
        _pair.Open(connections, () => _server.Accepted);
        _pair.TurnUntil(() => _client.Replies > connections * pipeline * 4);
    }

    internal override long Step()
    {
        var before = _client.Replies;
        for (var i = 0; i < 16; i++)
            _pair!.Turn();
        return _client.Replies - before;
    }

    internal override string Remark()
    {
        var statistics = _pair!.Server.Tcp.Statistics;
        return $"{(double)statistics.SegmentsReceived / _server.Requests:F2} segments in and "
            + $"{(double)statistics.SegmentsSent / _server.Requests:F2} out per request, {statistics.Retransmissions} retransmissions";
    }

    public override void Dispose()
    {
        _pair?.Dispose();
        _server.Dispose();
        _client.Dispose();
    }
}
