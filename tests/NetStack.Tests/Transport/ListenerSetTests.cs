using System.Net;
using System.Net.Sockets;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.Kernel;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

public sealed class ListenerSetTests
{
    private const int AddressInUse = 98;
    private const int AddressNotAvailable = 99;

    [Fact]
    public void Create_PortOfAnotherSet_SaysAddressInUse()
    {
        using ListenerSet first = ListenerSet.Create(Loopback(cores: 2));
        var failure = Assert.Throws<TransportException>(() => ListenerSet.Create(Loopback(cores: 2) with { Port = first.Port }));
        Assert.Equal("Address already in use", failure.Message);
        Assert.Equal("bind", failure.Operation);
        Assert.Equal(AddressInUse, failure.ErrorCode);
        Assert.Equal($"127.0.0.1:{first.Port}", failure.Endpoint);
    }

    [Fact]
    public void Create_PortSharedByAStranger_IsRefusedToo()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // SO_REUSEPORT
        stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        stranger.Listen();
        int port = ((IPEndPoint)stranger.LocalEndPoint!).Port;
        var failure = Assert.Throws<TransportException>(() => ListenerSet.Create(Loopback(cores: 4) with { Port = port }));
        Assert.Equal(AddressInUse, failure.ErrorCode);
    }

    [Fact]
    public void Create_SecondAddressTaken_LeavesNothingListening()
    {
        using ListenerSet taken = ListenerSet.Create(Loopback() with { Addresses = ["127.0.0.3"] });
        ListenOptions wanted = Loopback() with { Addresses = ["127.0.0.2", "127.0.0.3"], Port = taken.Port };
        Assert.Throws<TransportException>(() => ListenerSet.Create(wanted));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var refused = Assert.Throws<SocketException>(() => client.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.2"), taken.Port)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Replace_SamePortMoreAddresses_OnlyTheNewSetIsListenedOn(int cores)
    {
        using ListenerSet first = ListenerSet.Create(Loopback(cores) with { Addresses = ["127.0.0.1", "127.0.0.4"] });
        int port = first.Port;
        using ListenerSet second = first.Replace(Loopback(cores) with { Addresses = ["127.0.0.1", "127.0.0.5"], Port = port });
        Assert.Equal(port, second.Port);
        Assert.True(CanConnect("127.0.0.1", port));
        Assert.True(CanConnect("127.0.0.5", port));
        Assert.False(CanConnect("127.0.0.4", port));
    }

    [Fact]
    public void Replace_AnotherPort_FormerPortIsFreeAtOnce()
    {
        using ListenerSet first = ListenerSet.Create(Loopback(cores: 2));
        int port = first.Port;
        using ListenerSet second = first.Replace(Loopback(cores: 2));
        Assert.NotEqual(port, second.Port);
        Assert.True(CanConnect("127.0.0.1", second.Port));
        Assert.False(CanConnect("127.0.0.1", port));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Replace_AddressIsTaken_FormerListenersGoOn(bool samePort)
    {
        using ListenerSet taken = ListenerSet.Create(Loopback() with { Addresses = ["127.0.0.6"] });
        ListenOptions former = Loopback(cores: 2) with { Addresses = ["127.0.0.7"] };
        using ListenerSet first = ListenerSet.Create(samePort ? former with { Port = taken.Port } : former);
        int port = first.Port;
        Assert.Throws<TransportException>(() => first.Replace(former with { Addresses = ["127.0.0.7", "127.0.0.6"], Port = taken.Port }));
        for (int i = 0; i < 8; i++)
            Assert.True(CanConnect("127.0.0.7", port));
    }

    [Fact]
    public void Replace_NoPort_UnixSocketGoesOver()
    {
        string path = KernelRig.NewPath();
        using ListenerSet first = ListenerSet.Create(Loopback() with { UnixSocketPath = path });
        int port = first.Port;
        using ListenerSet second = first.Replace(Loopback() with { Port = 0 });
        first.Dispose();
        Assert.Equal(path, second.UnixSocketPath);
        Assert.False(CanConnect("127.0.0.1", port));
        using var peer = new SocketPeer(new UnixDomainSocketEndPoint(path));
        Assert.True(peer.Socket.Connected);
    }

    private static bool CanConnect(string address, int port)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(new IPEndPoint(IPAddress.Parse(address), port));
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    [Fact]
    public void Create_MissingAddress_FailsUnlessOptional()
    {
        var failure = Assert.Throws<TransportException>(() => ListenerSet.Create(Loopback() with { Addresses = ["192.0.2.1"] }));
        Assert.Equal(AddressNotAvailable, failure.ErrorCode);
        Assert.Equal("Cannot assign requested address", failure.Message);

        using ListenerSet set = ListenerSet.Create(Loopback() with { Addresses = ["-192.0.2.1", "127.0.0.1"] });
        Assert.Equal(1, set.AddressCount);
        Assert.Contains("192.0.2.1", Assert.Single(set.Warnings));
        Assert.NotEqual(0, set.Port);
    }

    [Fact]
    public void Create_EphemeralPort_IsTheSameOnAllAddresses()
    {
        using ListenerSet set = ListenerSet.Create(Loopback(cores: 3) with { Addresses = ["127.0.0.1", "::1", "127.0.0.2"] });
        Assert.Equal(3, set.AddressCount);
        foreach (string address in (string[])["127.0.0.1", "::1", "127.0.0.2"])
        {
            using var peer = new SocketPeer(new IPEndPoint(IPAddress.Parse(address), set.Port));
            Assert.True(peer.Socket.Connected);
        }
    }

    [Fact]
    public void Create_AllOfIPv6_LeavesIPv4ToItsOwnListener()
    {
        using ListenerSet set = ListenerSet.Create(Loopback() with { Addresses = ["::*"] });
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<SocketException>(() => client.Connect(new IPEndPoint(IPAddress.Loopback, set.Port)));
        using ListenerSet both = ListenerSet.Create(Loopback() with { Addresses = ["*", "-::*"] });
        Assert.Equal(2, both.AddressCount);
    }

    [Fact]
    public void Create_HostName_IsResolved()
    {
        using ListenerSet set = ListenerSet.Create(Loopback() with { Addresses = ["localhost"] });
        using var peer = new SocketPeer(new IPEndPoint(IPAddress.Loopback, set.Port));
        Assert.True(peer.Socket.Connected);
        var failure = Assert.Throws<TransportException>(() => ListenerSet.Create(Loopback() with { Addresses = ["no such host.invalid"] }));
        Assert.Equal("resolve", failure.Operation);
    }

    [Fact]
    public void Create_PortZero_ListensOnNoPort()
    {
        using ListenerSet set = ListenerSet.Create(new ListenOptions { Port = 0 });
        Assert.Equal(0, set.Port);
        Assert.Equal(0, set.AddressCount);
    }

    [Fact]
    public void Create_UnixSocket_ReplacesAStaleOneAndSetsItsMode()
    {
        string path = KernelRig.NewPath();
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(path));
            stale.Listen();
            File.Move(path, path + ".kept"); // so that closing does not remove it
        }

        File.Move(path + ".kept", path);
        using (ListenerSet.Create(Unix(path) with { UnixSocketPermissions = 0b111_000_000 }))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new FileInfo(path).UnixFileMode);
            using var peer = new SocketPeer(new UnixDomainSocketEndPoint(path));
            Assert.True(peer.Socket.Connected);
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Create_UnixSocketPathOfAFile_KeepsTheFile()
    {
        string path = KernelRig.NewPath();
        File.WriteAllText(path, "precious");
        try
        {
            var failure = Assert.Throws<TransportException>(() => ListenerSet.Create(Unix(path)));
            Assert.Equal(AddressInUse, failure.ErrorCode);
            Assert.Equal("precious", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Create_UnixSocketPathTooLongOrMissingFolder_SaysSo()
    {
        var tooLong = Assert.Throws<TransportException>(() => ListenerSet.Create(Unix("/tmp/" + new string('x', 200))));
        Assert.Equal("File name too long", tooLong.Message);
        var missing = Assert.Throws<TransportException>(() => ListenerSet.Create(Unix("/nonexistent/folder/socket")));
        Assert.Equal("No such file or directory", missing.Message);
    }

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(65536, 1)]
    [InlineData(1, 0)]
    public void Create_NonsenseOptions_AreRefused(int port, int cores) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ListenerSet.Create(Loopback(cores) with { Port = port }));

    private static ListenOptions Loopback(int cores = 1) =>
        new() { Addresses = ["127.0.0.1"], Port = ListenOptions.EphemeralPort, Cores = cores };

    private static ListenOptions Unix(string path) => new() { UnixSocketPath = path };
}
