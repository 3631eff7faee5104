using MtcpRedis.Core.Resp;
using Xunit;

namespace MtcpRedis.Core.Tests.Resp;

public class RequestParserTests
{
    [Theory]
    [InlineData("*1\r\n$4\r\nPING\r\n", "PING")]
    [InlineData("*2\r\n$3\r\nGET\r\n$0\r\n\r\n", "GET,")]
    [InlineData("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\n\r\n\0\xFF\r\n", "SET,k,\r\n\0\xFF")]
    [InlineData("PING\r\n", "PING")]
    [InlineData("PING\n", "PING")]
    [InlineData("  SET  k   v  \r\n", "SET,k,v")]
    [InlineData("SET \"a b\" 'c d'\r\n", "SET,a b,c d")]
    [InlineData("SET \"\\x41\\n\\\"\" 'it\\'s'\r\n", "SET,A\n\",it's")]
    [InlineData("SET k \"\"\r\n", "SET,k,")]
    public void Parse_WholeRequest_GivesItsArguments(string bytes, string words)
    {
        using var rig = new ParserRig();
        string[] command = Assert.Single(rig.Feed(bytes));
        Assert.Equal(words.Split(','), command);
        Assert.Equal(0, rig.Pending);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("   \r\n")]
    [InlineData("*0\r\n")]
    [InlineData("*-1\r\n")]
    [InlineData("*-2147483648\r\n")]
    public void Parse_RequestForNothing_IsTakenSilently(string bytes)
    {
        using var rig = new ParserRig();
        Assert.Empty(rig.Feed(bytes));
        Assert.Equal(0, rig.Pending);
        Assert.Equal(["PING"], Assert.Single(rig.Feed("PING\r\n")));
    }

    [Fact]
    public void Parse_Pipeline_GivesCommandsInOrder()
    {
        using var rig = new ParserRig();
        List<string[]> commands = rig.Feed("*1\r\n$1\r\na\r\nb 1\r\n*0\r\n*2\r\n$1\r\nc\r\n$1\r\n2\r\n*1\r\n$1");
        Assert.Equal(["a", "b 1", "c 2"], commands.Select(words => string.Join(' ', words)));
        Assert.Equal("*1\r\n$1".Length, rig.Pending);
    }

    [Fact]
    public void Parse_EverySplit_GivesTheSameCommands()
    {
        const string bytes = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nva\r\nl\r\nECHO \"x y\"\r\n*1\r\n$4\r\nPING\r\n";
        for (int split = 0; split <= bytes.Length; split++)
        {
            using var rig = new ParserRig();
            List<string[]> commands = rig.Feed(bytes[..split]);
            commands.AddRange(rig.Feed(bytes[split..]));
            Assert.Equal(["SET|key|va\r\nl", "ECHO|x y", "PING"], commands.Select(words => string.Join('|', words)));
        }
    }

    [Fact]
    public void Parse_BulkTerminator_IsSkippedWithoutALook()
    {
        using var rig = new ParserRig();
        Assert.Equal(["ab"], Assert.Single(rig.Feed("*1\r\n$2\r\nabXY")));
        Assert.Equal(["PING"], Assert.Single(rig.Feed("*1\r\n$4\r\nPING\r\n")));
    }

    [Fact]
    public void Parse_LargeArgument_TellsTheBytesItNeeds()
    {
        using var rig = new ParserRig();
        Assert.Empty(rig.Feed("*2\r\n$4\r\nECHO\r\n$1000000\r\nabc"));
        Assert.Equal("*2\r\n$4\r\nECHO\r\n$1000000\r\n".Length + 1000000 + 2, rig.Progress.BytesNeeded);
        string[] command = Assert.Single(rig.Feed(new string('x', 999997) + "\r\n"));
        Assert.Equal(1000000, command[1].Length);
        Assert.Equal(0, rig.Progress.BytesNeeded);
    }

    [Fact]
    public void Parse_ViolationBehindWholeCommands_ComesAfterThem()
    {
        using var rig = new ParserRig();
        Assert.Equal(["PING"], Assert.Single(rig.Feed("*1\r\n$4\r\nPING\r\n*1\r\n+OK\r\n")));
        Assert.Equal(ParseStatus.Violation, rig.LastStatus);
        Assert.Equal("ERR Protocol error: expected '$', got '+'", rig.Parser.Violation);
        Assert.Equal(0, rig.Arguments.Count);
    }
}
