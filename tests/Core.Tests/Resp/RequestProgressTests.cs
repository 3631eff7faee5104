using System.Text;
using MtcpRedis.Core.Resp;
using Xunit;

namespace MtcpRedis.Core.Tests.Resp;

/// <summary>A large command that arrives in pieces is continued, not parsed anew with each piece.</summary>
public class RequestProgressTests
{
    private const int Arguments = 1_000_000;

    [Fact]
    public unsafe void Parse_MillionArgumentsInPieces_ParsesEachByteOnce()
    {
        byte[] request = Encoding.ASCII.GetBytes($"*{Arguments}\r\n" + string.Concat(Enumerable.Repeat("$1\r\nx\r\n", Arguments)));
        const int piece = 64 * 1024;
        using var arguments = new NativeList<ArgSlice>();
        var parser = new RequestParser(arguments);
        var progress = new RequestProgress();
        var limits = new RequestLimits(512 << 20, Authenticated: true);
        fixed (byte* data = request)
        {
            for (int received = piece; received < request.Length; received += piece)
            {
                Assert.Equal(ParseStatus.NeedMore, parser.Parse(data, received, limits, progress, out _));
                // The next attempt begins behind the last whole argument, so the work in all is the length of the request.
                Assert.InRange(received - progress.Offset, 0, 16);
                Assert.Equal(0, arguments.Count);
            }
            Assert.Equal(ParseStatus.Complete, parser.Parse(data, request.Length, limits, progress, out int consumed));
            Assert.Equal(request.Length, consumed);
            Assert.Equal(Arguments, arguments.Count);
            for (int i = 0; i < Arguments; i++)
                Assert.True(arguments[i].Length == 1 && *arguments[i].Pointer == (byte)'x');
        }
        Assert.Equal(0, progress.Announced);
    }

    [Fact]
    public void Parse_ArgumentsOfManySizesBytewise_KeepsTheirOrder()
    {
        string[] words = Enumerable.Range(0, 200).Select(i => new string((char)('a' + i % 26), i % 7 * 3) + i).ToArray();
        byte[] request = Encoding.ASCII.GetBytes($"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n")));
        using var rig = new ParserRig();
        var commands = new List<string[]>();
        foreach (byte b in request)
            commands.AddRange(rig.Feed([b]));
        Assert.Equal(words, Assert.Single(commands));
    }

    [Fact]
    public void Parse_HugeAnnouncement_CostsNothingUntilItArrives()
    {
        using var rig = new ParserRig();
        rig.Feed($"*{int.MaxValue}\r\n$3\r\nSET\r\n$536870912\r\nabc");
        Assert.Equal(ParseStatus.NeedMore, rig.LastStatus);
        Assert.Equal(0, rig.Arguments.Count);
        Assert.InRange(rig.Progress.Arguments.Capacity, 0, 64);
    }

    [Fact]
    public void Reset_ForgetsTheRequest()
    {
        using var rig = new ParserRig();
        rig.Feed("*100\r\n" + string.Concat(Enumerable.Repeat("$1\r\nx\r\n", 50)));
        Assert.Equal(50, rig.Progress.Arguments.Count);
        rig.Progress.Reset();
        Assert.Equal(0, rig.Progress.Announced);
        Assert.Equal(0, rig.Progress.BytesNeeded);
        Assert.Empty(rig.Progress.Arguments);
    }
}
