namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>
/// The listening sockets of a node: one per core and TCP address (SO_REUSEPORT, so the kernel spreads connections over the cores), and one
/// Unix-domain socket that all cores share. Made before the transports and disposed after they let go of it.
/// </summary>
public sealed class ListenerSet : IDisposable
{
    private const int EphemeralAttempts = 16;

    private readonly List<int[]> _tcp = [];
    private readonly List<string> _warnings = [];
    private readonly int _cores;
    private string? _unixPath;
    private int _unix = -1;
    private int _backlog;

    private ListenerSet(int cores) => _cores = cores;

    /// <summary>The TCP port, the chosen one for <see cref="ListenOptions.EphemeralPort"/>; 0 when there is no TCP listener.</summary>
    public int Port { get; private set; }

    /// <summary>How many TCP addresses are listened on.</summary>
    public int AddressCount => _tcp.Count;

    /// <summary>Addresses that were left out (optional, or of a family this machine lacks): one line each, for the log.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The path of the Unix-domain socket, or null.</summary>
    public string? UnixSocketPath => _unixPath;

    /// <summary>Opens everything the options ask for, or nothing.</summary>
    /// <param name="options">Where to listen.</param>
    /// <returns>The listeners; they queue connections from now on.</returns>
    /// <exception cref="TransportException">
    /// An address or the path cannot be listened on; <see cref="TransportException.ErrorCode"/> and the message say why
    /// (<c>Address already in use</c>).
    /// </exception>
    public static ListenerSet Create(ListenOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Cores, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Port, ListenOptions.EphemeralPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, ushort.MaxValue);
        var set = new ListenerSet(options.Cores);
        try
        {
            set.OpenTcp(options);
            set.OpenUnix(options);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Listens on other addresses or another port instead. The Unix-domain socket goes over to the new set. Nobody can connect to the listeners
    /// of this set any more, but it has to be kept until every transport has let go of it.
    /// </summary>
    /// <param name="options">Where to listen; what they say of the Unix-domain socket does not count.</param>
    /// <returns>The new set.</returns>
    /// <exception cref="TransportException">An address cannot be listened on; this set goes on as before.</exception>
    public ListenerSet Replace(ListenOptions options)
    {
        var next = new ListenerSet(options.Cores);
        bool sharesPort = options.Port != 0 && options.Port == Port;
        try
        {
            if (sharesPort)
            {
                Pause(); // an address that both sets have could not be bound otherwise
            }

            next.OpenTcp(options);
        }
        catch (TransportException)
        {
            next.Dispose();
            if (sharesPort)
            {
                Resume();
            }

            throw;
        }

        Pause();
        (next._unix, next._unixPath) = (_unix, _unixPath);
        (_unix, _unixPath) = (-1, null);
        return next;
    }

    /// <summary>Closes the listeners, which resets connections nobody accepted, and removes the Unix-domain socket.</summary>
    public void Dispose()
    {
        CloseTcp();
        if (_unix >= 0)
        {
            _ = Libc.Close(_unix);
            _unix = -1;
            UnixListener.Remove(_unixPath!);
        }
    }

    /// <summary>What one core accepts from.</summary>
    internal IEnumerable<Listener> ForCore(int core)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)core, (uint)_cores);
        foreach (int[] listeners in _tcp)
        {
            yield return new Listener(listeners[core], IsUnix: false);
        }

        if (_unix >= 0)
        {
            yield return new Listener(_unix, IsUnix: true);
        }
    }

    private void OpenTcp(ListenOptions options)
    {
        if (options.Port == 0)
        {
            return;
        }

        _backlog = options.Backlog;
        BindAddress[] addresses = [.. options.Addresses.Select(BindAddress.Parse)];
        bool ephemeral = options.Port == ListenOptions.EphemeralPort;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                OpenAddresses(addresses, ephemeral ? 0 : options.Port, options.Backlog);
                return;
            }
            catch (TransportException taken) when (ephemeral && taken.ErrorCode == Errno.AddressInUse && attempt < EphemeralAttempts)
            {
                CloseTcp(); // free on the first address, taken on another: choose again
            }
        }
    }

    private void OpenAddresses(BindAddress[] addresses, int port, int backlog)
    {
        foreach (BindAddress address in addresses)
        {
            List<int> descriptors = [];
            try
            {
                port = TcpListeners.Open(address.Address, port, backlog, _cores, descriptors);
                _tcp.Add([.. descriptors]);
                Port = port;
            }
            catch (TransportException failure)
            {
                descriptors.ForEach(static descriptor => Libc.Close(descriptor));
                if (!MayBeSkipped(failure.ErrorCode, address.IsOptional))
                {
                    throw;
                }

                string warning = $"Could not create server TCP listening socket {address.Text}:{port}: {failure.Operation}: {failure.Message}";
                if (!_warnings.Contains(warning))
                {
                    _warnings.Add(warning);
                }
            }
        }
    }

    // A missing address is forgiven where the user said so; a missing address family always, as Redis does.
    private static bool MayBeSkipped(int errorCode, bool optional) => errorCode switch
    {
        Errno.AddressNotAvailable => optional,
        Errno.NoProtocolOption or Errno.ProtocolNotSupported or Errno.SocketTypeNotSupported => true,
        Errno.ProtocolFamilyNotSupported or Errno.AddressFamilyNotSupported => true,
        _ => false,
    };

    private void OpenUnix(ListenOptions options)
    {
        if (!string.IsNullOrEmpty(options.UnixSocketPath))
        {
            _unix = UnixListener.Open(options.UnixSocketPath, options.UnixSocketPermissions, options.Backlog);
            _unixPath = options.UnixSocketPath;
        }
    }

    // A listener that is shut down keeps its place in every epoll set and listens again when told to.
    private void Pause()
    {
        foreach (int descriptor in _tcp.SelectMany(static listeners => listeners))
        {
            _ = Libc.ShutDown(descriptor); // not connected: was paused before
        }
    }

    private void Resume()
    {
        foreach (int descriptor in _tcp.SelectMany(static listeners => listeners))
        {
            KernelError.Check(Libc.Listen(descriptor, _backlog), "listen", "");
        }
    }

    private void CloseTcp()
    {
        foreach (int descriptor in _tcp.SelectMany(static listeners => listeners))
        {
            _ = Libc.Close(descriptor);
        }

        _tcp.Clear();
        Port = 0;
    }
}
