using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Server.Commands;
using Xunit;

namespace MtcpRedis.Architecture.Facts;

/// <summary>COMMAND INFO's reply; the expected values were read from a real Redis.</summary>
public class CommandInfoTests
{
    private static readonly CommandTable s_table = AllCommands.BuildTable();

    [Theory]
    [InlineData("PING", 0, 0, 0)]
    [InlineData("GET", 1, 1, 1)]
    [InlineData("MSET", 1, -1, 2)]
    [InlineData("BITOP", 2, -1, 1)]
    [InlineData("PFMERGE", 1, -1, 1)]
    [InlineData("SUNIONSTORE", 1, -1, 1)]
    [InlineData("RENAME", 1, 2, 1)]
    [InlineData("LMOVE", 1, 2, 1)]
    [InlineData("LCS", 1, 2, 1)]
    [InlineData("BLPOP", 1, -2, 1)]
    [InlineData("ZUNIONSTORE", 1, 1, 1)]
    [InlineData("ZUNION", 0, 0, 0)]
    public void LegacyRange_EqualsRedis(string name, int first, int last, int step)
    {
        CommandSpec command = Assert.Single(s_table.Commands, command => command.Name == name);
        Assert.Equal((first, last, step), CommandDescription.LegacyRange(command));
    }

    [Theory]
    [InlineData(false,
        "*10|$6|getdel|:2|*2|+write|+fast|:1|:1|:1|*3|+@write|+@string|+@fast|*0|*1|*6|$5|flags|*3|+RW|+access|+delete|$12|begin_search|*4|$4|type"
        + "|$5|index|$4|spec|*2|$5|index|:1|$9|find_keys|*4|$4|type|$5|range|$4|spec|*6|$7|lastkey|:0|$7|keystep|:1|$5|limit|:0|*0|")]
    [InlineData(true,
        "*10|$6|getdel|:2|~2|+write|+fast|:1|:1|:1|~3|+@write|+@string|+@fast|~0|~1|%3|$5|flags|~3|+RW|+access|+delete|$12|begin_search|%2|$4|type"
        + "|$5|index|$4|spec|%1|$5|index|:1|$9|find_keys|%2|$4|type|$5|range|$4|spec|%3|$7|lastkey|:0|$7|keystep|:1|$5|limit|:0|~0|")]
    public void Write_InEitherProtocol_IsRedisReplyToTheByte(bool resp3, string expected)
    {
        using var reply = new ReplyWriter { Resp3 = resp3 };
        CommandDescription.Write(reply, s_table.Find("GETDEL"u8)!);
        Assert.Equal(expected.Replace("|", "\r\n"), System.Text.Encoding.ASCII.GetString(reply.Written));
    }

    [Fact]
    public void WriteDocs_Arguments_HaveTheShapeOfRedis()
    {
        using var reply = new ReplyWriter { Resp3 = true };
        CommandDescription.WriteDocs(reply, s_table.Find("GETEX"u8)!);
        string text = System.Text.Encoding.ASCII.GetString(reply.Written).Replace("\r\n", "|");
        Assert.Contains("|$9|arguments|*2|%4|$4|name|$3|key|$4|type|$3|key|$12|display_text|$3|key|$14|key_spec_index|:0|", text);
        Assert.Contains(
            "%4|$4|name|$10|expiration|$4|type|$5|oneof|$5|flags|~1|+optional|$9|arguments|*5|%4|$4|name|$7|seconds|$4|type|$7|integer"
            + "|$12|display_text|$7|seconds|$5|token|$2|EX|", text);
    }
}
