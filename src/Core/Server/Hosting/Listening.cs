using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.Combined;
using MtcpRedis.NetStack.Transport.Kernel;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Hosting;

/// <summary>
/// Where a node listens with kernel sockets, and how that changes while it runs (CONFIG SET port and bind): connections that are there stay.
/// </summary>
internal sealed class Listening : IDisposable
{
    private readonly NodeLog _log;
    private Node? _node;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="TransportException">An address cannot be listened on.</exception>
    public Listening(ServerSettings settings, NodeLog log)
    {
        _log = log;
        Options = OptionsOf(settings.Values, settings.Node.Cores);
        Current = ListenerSet.Create(Options);
    }

    /// <summary>The listeners in force.</summary>
    public ListenerSet Current { get; private set; }

    private ListenOptions Options { get; set; }

    /// <summary>Follows changes of the configuration from now on.</summary>
    public void Follow(ConfigRegistry config, Node node)
    {
        _node = node;
        config.AddApplier(NetworkDirectives.Port, values => Switch(values) ? null : "Unable to listen on this port. Check server logs.");
        config.AddApplier(NetworkDirectives.Bind, values => Switch(values) ? null : "Failed to bind to specified addresses.");
    }

    /// <inheritdoc/>
    public void Dispose() => Current.Dispose();

    private static ListenOptions OptionsOf(ConfigValues values, int cores)
    {
        NetworkSettings network = NetworkSettings.From(values);
        return new ListenOptions
        {
            Addresses = network.Bind.Select(address => address.IsOptional ? "-" + address.Address : address.Address).ToArray(),
            Port = network.Port,
            UnixSocketPath = network.UnixSocket,
            UnixSocketPermissions = (int)network.UnixSocketPermissions,
            Backlog = network.TcpBacklog,
            Cores = cores,
        };
    }

    /// <summary>Listens where <paramref name="values"/> say; false leaves everything as it is, and the log says why.</summary>
    private bool Switch(ConfigValues values)
    {
        ListenOptions wanted = OptionsOf(values, Options.Cores);
        if (wanted.Port == Options.Port && wanted.Addresses.SequenceEqual(Options.Addresses))
            return true;
        try
        {
            if (_node!.Port is not null)
                throw new TransportException("listen", "", 0, "addresses and port are fixed with mtcp.transport = dpdk");
            ListenerSet former = Current;
            Current = former.Replace(wanted);
            Options = wanted;
            foreach (string warning in Current.Warnings)
                _log.Warning(warning);
            Rebind(former, Current);
            return true;
        }
        catch (TransportException failure)
        {
            _log.Warning($"Failed listening on port {wanted.Port} (tcp): {failure.Message}");
            return false;
        }
    }

    /// <summary>Every core lets go of the former listeners, in its own time; the last one closes them.</summary>
    private void Rebind(ListenerSet former, ListenerSet current)
    {
        CoreLoop[] cores = _node!.Cores;
        int left = cores.Length;
        foreach (CoreLoop core in cores)
        {
            core.Post(() =>
            {
                SocketsOf(core.Transport)?.Rebind(current);
                if (Interlocked.Decrement(ref left) == 0)
                    former.Dispose();
            });
        }
    }

    private static KernelSocketTransport? SocketsOf(ITransport transport) =>
        transport is CombinedTransport combined ? combined.Sockets : transport as KernelSocketTransport;
}
