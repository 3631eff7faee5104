using System.Text;
using MtcpRedis.Core.Resp;
using Xunit;

namespace MtcpRedis.Core.Tests.Resp;

public class ReplyWriterTests
{
    private static readonly Dictionary<string, Action<ReplyWriter>> s_calls = new()
    {
        ["ok"] = w => w.Ok(),
        ["simple"] = w => w.SimpleString("PONG"u8),
        ["error"] = w => w.Error("ERR a\r\nb"u8),
        ["integer"] = w => w.Integer(long.MinValue),
        ["digit"] = w => w.Integer(9),
        ["ten"] = w => w.Integer(10),
        ["bulk"] = w => w.Bulk("a\r\nb"u8),
        ["empty"] = w => w.Bulk(default(ReadOnlySpan<byte>)),
        ["latin1"] = w => w.Bulk("é"),
        ["bulkInteger"] = w => w.BulkInteger(-7),
        ["null"] = w => w.Null(),
        ["nullArray"] = w => w.NullArray(),
        ["array"] = w => w.Array(12),
        ["map"] = w => w.Map(3),
        ["set"] = w => w.Set(3),
        ["push"] = w => w.Push(3),
        ["true"] = w => w.Boolean(true),
        ["false"] = w => w.Boolean(false),
        ["double"] = w => w.DoubleText("1.5"u8),
        ["verbatim"] = w => w.Verbatim("txt"u8, "hello"u8),
    };

    [Theory]
    [InlineData("ok", "+OK\r\n", "+OK\r\n")]
    [InlineData("simple", "+PONG\r\n", "+PONG\r\n")]
    [InlineData("error", "-ERR a  b\r\n", "-ERR a  b\r\n")]
    [InlineData("integer", ":-9223372036854775808\r\n", ":-9223372036854775808\r\n")]
    [InlineData("digit", ":9\r\n", ":9\r\n")]
    [InlineData("ten", ":10\r\n", ":10\r\n")]
    [InlineData("bulk", "$4\r\na\r\nb\r\n", "$4\r\na\r\nb\r\n")]
    [InlineData("empty", "$0\r\n\r\n", "$0\r\n\r\n")]
    [InlineData("latin1", "$1\r\n\xE9\r\n", "$1\r\n\xE9\r\n")]
    [InlineData("bulkInteger", "$2\r\n-7\r\n", "$2\r\n-7\r\n")]
    [InlineData("null", "$-1\r\n", "_\r\n")]
    [InlineData("nullArray", "*-1\r\n", "_\r\n")]
    [InlineData("array", "*12\r\n", "*12\r\n")]
    [InlineData("map", "*6\r\n", "%3\r\n")]
    [InlineData("set", "*3\r\n", "~3\r\n")]
    [InlineData("push", "*3\r\n", ">3\r\n")]
    [InlineData("true", ":1\r\n", "#t\r\n")]
    [InlineData("false", ":0\r\n", "#f\r\n")]
    [InlineData("double", "$3\r\n1.5\r\n", ",1.5\r\n")]
    [InlineData("verbatim", "$5\r\nhello\r\n", "=9\r\ntxt:hello\r\n")]
    public void Write_EachType_HasTheFormOfTheProtocol(string call, string resp2, string resp3)
    {
        using var writer = new ReplyWriter();
        s_calls[call](writer);
        Assert.Equal(resp2, Text(writer));
        writer.Reset();
        writer.Resp3 = true;
        s_calls[call](writer);
        Assert.Equal(resp3, Text(writer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void InsertArray_PutsTheHeaderInFront(int count)
    {
        using var writer = new ReplyWriter();
        writer.Ok();
        int start = writer.Length;
        for (int i = 0; i < count; i++)
            writer.Integer(i);
        writer.InsertArray(start, count);
        Assert.Equal($"+OK\r\n*{count}\r\n" + string.Concat(Enumerable.Range(0, count).Select(i => $":{i}\r\n")), Text(writer));
    }

    [Fact]
    public void InsertMap_CountsPairs()
    {
        using var writer = new ReplyWriter();
        writer.Bulk("k"u8);
        writer.Integer(1);
        writer.InsertMap(0, 1);
        Assert.Equal("*2\r\n$1\r\nk\r\n:1\r\n", Text(writer));
        writer.Reset();
        writer.Resp3 = true;
        writer.Integer(1);
        writer.InsertSet(0, 1);
        Assert.Equal("~1\r\n:1\r\n", Text(writer));
    }

    [Fact]
    public void Write_BeyondTheBlock_GrowsAndKeepsWhatWasWritten()
    {
        using var writer = new ReplyWriter();
        byte[] value = new byte[100_003];
        new Random(5).NextBytes(value);
        var expected = new List<byte>();
        for (int i = 0; i < 30; i++)
        {
            writer.Bulk(value);
            expected.AddRange("$100003\r\n"u8);
            expected.AddRange(value);
            expected.AddRange("\r\n"u8);
        }
        Assert.True(writer.Written.SequenceEqual(expected.ToArray()));
        writer.Reset();
        Assert.Equal(0, writer.Length);
        writer.Ok();
        Assert.Equal("+OK\r\n", Text(writer));
    }

    [Fact]
    public void BeginBulk_LetsTheCallerWriteTheBytes()
    {
        using var writer = new ReplyWriter();
        "hello"u8.CopyTo(writer.BeginBulk(5));
        writer.EndBulk();
        Assert.Equal("$5\r\nhello\r\n", Text(writer));
    }

    [Fact]
    public void Truncate_TakesBackTheEnd()
    {
        using var writer = new ReplyWriter();
        writer.Ok();
        int mark = writer.Length;
        writer.Array(5);
        writer.Truncate(mark);
        writer.Null();
        Assert.Equal("+OK\r\n$-1\r\n", Text(writer));
    }

    private static string Text(ReplyWriter writer) => Encoding.Latin1.GetString(writer.Written);
}
