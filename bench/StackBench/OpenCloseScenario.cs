using MtcpRedis.NetStack.Tcp;

namespace MtcpRedis.StackBench;

/// <summary>Connections that are opened for one request and closed again, 64 at a time.</summary>
internal sealed class OpenCloseScenario() : Scenario("open, one request, close", "connection")
{
    private const int AtOnce = 64;
    private const int RequestLength = 40;
    private const int ReplyLength = 30;
    private readonly RequestServer _server = new(RequestLength, ReplyLength);
    private readonly RequestClient _client = new(RequestLength, ReplyLength, pipeline: 1) { GoesOn = false };
    private StackPair? _pair;

    internal override void Prepare()
    {
        _pair = new StackPair(_server, _client, new TcpStackOptions { TimeWait = 100_000 });
        _server.Transport = _pair.Server;
        _client.Transport = _pair.Client;
        Step();
    }

    internal override long Step()
    {
        for (var i = 0; i < AtOnce; i++)
            _pair!.Connect(i % 4);
        var target = _server.Accepted + AtOnce;
        while (_server.Accepted < target || _server.Open > 0)
            _pair!.Turn();
        return AtOnce;
    }

    public override void Dispose()
    {
        _pair?.Dispose();
        _server.Dispose();
        _client.Dispose();
    }
}
