using System.Text;
using MtcpRedis.NetStack.Transport;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>What every transport owes its owner.</summary>
public abstract class TransportContractTests
{
    private protected abstract TransportRig CreateRig();

    [Fact]
    public void Connection_PeerWrites_ArrivesWholeAndInOrder()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        byte[] sent = Bytes(30_000, 1);
        peer.Write(sent);
        Assert.Equal(sent, rig.ReceiveExactly(connection, sent.Length));
        peer.Dispose();
    }

    [Fact]
    public void Receive_NothingThere_ReturnsZeroAndAnnouncesTheNextArrival()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        List<byte> bytes = [];
        Assert.Equal(0, rig.ReceiveAll(connection, bytes));
        Assert.Empty(bytes);
        peer.Write("x"u8);
        Assert.Equal("x"u8.ToArray(), rig.ReceiveExactly(connection, 1));
        peer.Dispose();
    }

    [Fact]
    public void Receive_CapacityOfOne_GivesEveryByteWithoutFurtherEvents()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        byte[] sent = Bytes(100, 2);
        peer.Write(sent);
        rig.WaitReadable(connection);
        List<byte> bytes = [];
        Assert.True(rig.ReceiveAll(connection, bytes, capacity: 1) >= 0);
        Assert.Equal(sent, bytes);
        peer.Dispose();
    }

    [Fact]
    public void PeerFinishes_AfterData_DataThenEndOfStreamWithoutWaiting()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Write("last words"u8);
        peer.CloseWrite();
        List<byte> bytes = [];
        Assert.Equal(ReceiveResult.EndOfStream, rig.ReceiveToEnd(connection, bytes));
        Assert.Equal("last words", Encoding.ASCII.GetString([.. bytes]));
        peer.Dispose();
    }

    [Fact]
    public void PeerFinishes_HalfClosed_CanStillBeAnswered()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Write("question"u8);
        peer.CloseWrite();
        Assert.Equal(ReceiveResult.EndOfStream, rig.ReceiveToEnd(connection, []));
        Assert.Equal(6, rig.Send(connection, "answer"u8));
        rig.Transport.Close(connection);
        Assert.Equal("answer"u8.ToArray(), peer.ReadExactly(6));
        Assert.True(peer.EndsOrderly());
        peer.Dispose();
    }

    [Fact]
    public void Close_WithUnreadInput_StillDeliversWhatWasTaken()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        peer.Write(Bytes(20_000, 3));
        rig.WaitReadable(connection);
        Assert.Equal(7, rig.Send(connection, "goodbye"u8));
        rig.Transport.Close(connection);
        Assert.Equal("goodbye"u8.ToArray(), peer.ReadExactly(7));
        peer.Dispose();
    }

    [Fact]
    public void SendVector_ManyPieces_ArriveAsOneStream()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        byte[] sent = Bytes(9_001, 4);
        Assert.Equal(sent.Length, rig.SendVector(connection, sent, pieceSize: 4)); // more pieces than the kernel takes at once
        rig.Transport.Flush();
        Assert.Equal(sent, peer.ReadExactly(sent.Length));
        peer.Dispose();
    }

    [Fact]
    public void Send_Empty_TakesNothingAndIsNotShort()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        Assert.Equal(0, rig.Send(connection, default));
        Assert.Equal(0, rig.SendVector(connection, default, 1));
        rig.Transport.Poll(0, rig.Events);
        Assert.DoesNotContain(connection, rig.Events.Writable);
        Assert.Equal(0, rig.Transport.Statistics.ShortSends);
        peer.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Send_PeerReadsSlowly_IsShortThenWritableAndLosesNothing(bool vector)
    {
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        byte[] sent = Bytes(24 << 20, 5);
        var read = new byte[sent.Length];
        int offset = 0, arrived = 0, shortSends = 0;
        while (offset < sent.Length)
        {
            ReadOnlySpan<byte> rest = sent.AsSpan(offset, Math.Min(4 << 20, sent.Length - offset));
            int taken = vector ? rig.SendVector(connection, rest, 1 << 16) : rig.Send(connection, rest);
            Assert.InRange(taken, 0, rest.Length);
            offset += taken;
            if (taken < rest.Length)
            {
                shortSends++;
                rig.PollUntil(() =>
                {
                    arrived += peer.ReadAvailable(read.AsSpan(arrived, Math.Min(100_000, read.Length - arrived)));
                    return rig.Events.Writable.Remove(connection);
                });
            }
        }

        peer.ReadExactly(sent.Length - arrived).CopyTo(read, arrived);
        Assert.True(shortSends > 0);
        Assert.True(sent.AsSpan().SequenceEqual(read));
        Assert.Equal(sent.Length, rig.Transport.Statistics.SentBytes);
        peer.Dispose();
    }

    [Fact]
    public void Echo_RandomFragmentsBothWays_ByteForByte()
    {
        const int Seed = 20240607;
        var random = new Random(Seed);
        using TransportRig rig = CreateRig();
        (IRigPeer peer, int connection) = rig.Accept();
        byte[] sent = Bytes(300_000, Seed);
        List<byte> echoed = [];
        for (int offset = 0; offset < sent.Length;)
        {
            int size = Math.Min(random.Next(1, 5000), sent.Length - offset);
            peer.Write(sent.AsSpan(offset, size));
            offset += size;
            List<byte> pending = [];
            while (pending.Count < size)
            {
                rig.WaitReadable(connection);
                Assert.True(rig.ReceiveAll(connection, pending, random.Next(1, 3000)) >= 0);
            }

            Assert.Equal(size, rig.Send(connection, pending.ToArray()));
            rig.Transport.Flush();
            echoed.AddRange(peer.ReadExactly(size));
        }

        Assert.Equal(sent, echoed);
        Assert.Equal(sent.Length, rig.Transport.Statistics.ReceivedBytes);
        peer.Dispose();
    }

    [Fact]
    public virtual void Slot_AfterClose_IsReusedAndRefusedUntilThen()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer first, int connection) = rig.Accept();
        rig.Transport.Close(connection);
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Send(connection, "x"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Transport.Close(connection));
        (IRigPeer second, int again) = rig.Accept();
        Assert.Equal(connection, again);
        Assert.Equal(1, rig.Transport.Statistics.Open);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void Poll_HandlerClosesAnotherReadyConnection_NoEventForItFollows()
    {
        using TransportRig rig = CreateRig();
        (IRigPeer first, int one) = rig.Accept();
        (IRigPeer second, int two) = rig.Accept();
        bool closed = false;
        rig.Events.Reading = connection =>
        {
            if (!closed)
            {
                closed = true;
                rig.Transport.Close(connection == one ? two : one);
            }
        };
        first.Write("a"u8);
        second.Write("b"u8);
        rig.PollUntil(() => closed);
        rig.Transport.Poll(0, rig.Events);
        Assert.Single(rig.Events.Readable);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void Poll_HandlerClosesWhileAccepting_TransportGoesOn()
    {
        using TransportRig rig = CreateRig();
        rig.Events.Accepting = rig.Transport.Close;
        (IRigPeer peer, _) = rig.Accept();
        Assert.True(peer.EndsOrderly());
        rig.Events.Accepting = null;
        (IRigPeer next, int connection) = rig.Accept();
        next.Write("y"u8);
        Assert.Equal("y"u8.ToArray(), rig.ReceiveExactly(connection, 1));
        peer.Dispose();
        next.Dispose();
    }

    [Fact]
    public void Wake_BeforePoll_MakesTheNextWaitReturnOnce()
    {
        using TransportRig rig = CreateRig();
        rig.Transport.Wake();
        rig.Transport.Wake();
        rig.Transport.Poll(-1, rig.Events); // would hang without the wake
        Assert.Equal(1, rig.Transport.Statistics.Wakes);
        rig.Transport.Poll(0, rig.Events);
        Assert.Equal(1, rig.Transport.Statistics.Wakes);
    }

    [Fact]
    public void Wake_FromAnotherThread_LosesNoMessage()
    {
        const int Messages = 20_000;
        using TransportRig rig = CreateRig();
        using var room = new SemaphoreSlim(1);
        int posted = 0, seen = 0;
        var poster = new Thread(() =>
        {
            for (int i = 0; i < Messages; i++)
            {
                room.Wait();
                Interlocked.Increment(ref posted);
                rig.Transport.Wake();
            }
        });
        poster.Start();
        while (seen < Messages)
        {
            rig.Transport.Poll(-1, rig.Events); // hangs if a wake is lost
            if (Volatile.Read(ref posted) > seen)
            {
                seen++;
                room.Release();
            }
        }

        poster.Join();
        Assert.Equal(Messages, seen);
    }

    [Fact]
    public void Dispose_OpenConnections_AreClosedAndWakeIsHarmless()
    {
        TransportRig rig = CreateRig();
        (IRigPeer peer, _) = rig.Accept();
        rig.Dispose();
        rig.Transport.Wake();
        Assert.True(peer.EndsOrderly());
        peer.Dispose();
    }

    private protected static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
