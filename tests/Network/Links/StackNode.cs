using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MtcpRedis.TestKit;

namespace MtcpRedis.Network.Links;

/// <summary>Our server on its own TCP/IP stack at one end of a link; clients are the kernel's, at the other end.</summary>
public sealed class StackNode : ServerProcess
{
    private const int ServicePort = 6379;
    private const string Station = "02:00:00:00:99:01";
    private readonly Link _link;
    private readonly string[] _extra;
    private bool _portIsUp;

    /// <summary>Starts it.</summary>
    /// <param name="link">The network, which stays the caller's.</param>
    /// <param name="extra">Further directives as on its command line: <c>--name</c>, <c>value</c> ...</param>
    public StackNode(Link link, params string[] extra)
    {
        (_link, _extra) = (link, extra);
        Start();
    }

    public override string Name => $"mtcp-redis over {_link.Device.Split(',')[0]}, {_link.Queues} queue(s)";

    public override IPEndPoint EndPoint => new(Link.Node4, Port);

    /// <summary>Where IPv6 clients reach it.</summary>
    public IPEndPoint EndPoint6 => new(Link.Node6, Port);

    public override Socket OpenSocket() => _link.ClientSide.OpenSocket(AddressFamily.InterNetwork);

    public override ProcessStartInfo ClientProgram(string program, params IEnumerable<string> arguments) =>
        _link.ClientSide.Program(program, arguments);

    /// <summary>Connects over IPv6.</summary>
    public RespClient Connect6() => RespClient.Connect(_link.ClientSide.OpenSocket(AddressFamily.InterNetworkV6), EndPoint6);

    protected override int ChoosePort() => ServicePort;

    /// <summary>An attempt before the stack answers would cost the kernel's patience with an unknown neighbour, seconds.</summary>
    protected override bool MayAnswer()
    {
        if (!_portIsUp && Log.Contains("Ready to accept connections", StringComparison.Ordinal))
        {
            _link.PortIsUp();
            _portIsUp = true;
        }

        return _portIsUp;
    }

    protected override (string Program, IEnumerable<string> Arguments) CommandLine(int port)
    {
        _portIsUp = false;
        var program = RepositoryPaths.ServerExecutable;
        var inside = _link.ServerSide.Program(
            program,
            [
                "--port", $"{port}", "--bind", "127.0.0.1", "--protected-mode", "no", "--enable-debug-command", "yes", "--dir", Folder,
                "--mtcp.cores", $"{_link.Queues}", "--mtcp.transport", "dpdk", "--mtcp.dpdk-device", _link.Device, "--mtcp.net-addresses",
                .. Link.NodeAddresses, "--mtcp.net-mac", Station, "--mtcp.net-spin", "200", .. _extra,
            ]);
        return (inside.FileName, inside.ArgumentList);
    }
}
