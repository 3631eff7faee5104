using System.Text;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.TestKit;

public class RespReaderTests
{
    private const string AllTypes =
        "+OK\r\n-ERR no\r\n:-5\r\n$3\r\na\r\n\r\n$-1\r\n*-1\r\n_\r\n,1.5\r\n#t\r\n(123\r\n!5\r\nERR x\r\n=7\r\ntxt:abc\r\n" +
        "*2\r\n:1\r\n*0\r\n%1\r\n+k\r\n~1\r\n:1\r\n>2\r\n+a\r\n$0\r\n\r\n";

    [Fact]
    public void Read_EveryTypeCutAfterEveryByte_GivesTheSameValues()
    {
        var bytes = Encoding.Latin1.GetBytes(AllTypes);
        var whole = ReadAll(bytes, bytes.Length);
        Assert.Equal(
            [
                RespType.Simple, RespType.Error, RespType.Integer, RespType.Bulk, RespType.NullBulk, RespType.NullArray, RespType.Null,
                RespType.Double, RespType.Boolean, RespType.BigNumber, RespType.BulkError, RespType.Verbatim, RespType.Array, RespType.Map,
                RespType.Push,
            ],
            whole.Select(v => v.Type));
        Assert.Equal("a\r\n", whole[3].Text);
        Assert.Equal(RespType.Set, whole[13].Items[1].Type);
        Assert.Equal(whole, ReadAll(bytes, 1));
        Assert.Equal(whole, ReadAll(bytes, 7));
    }

    [Theory]
    [InlineData("?what\r\n")]
    [InlineData("$x\r\n")]
    [InlineData("$1\r\nabc")]
    [InlineData("\r\n")]
    public void Read_NoResp_Throws(string text) =>
        Assert.Throws<RespProtocolException>(() => ReadAll(Encoding.Latin1.GetBytes(text), 64));

    [Fact]
    public void Read_AfterATimeoutInsideAValue_StartsTheValueAgain()
    {
        var parts = new Queue<byte[]>([Encoding.Latin1.GetBytes("*2\r\n:1\r\n"), [], Encoding.Latin1.GetBytes(":2\r\n")]);
        var reader = new RespReader(memory =>
        {
            var part = parts.Dequeue();
            part.CopyTo(memory);
            return part.Length == 0 ? throw new TimeoutException() : part.Length;
        });
        Assert.Throws<TimeoutException>(reader.Read);
        Assert.Equal(RespValue.Array(RespValue.Integer(1), RespValue.Integer(2)), reader.Read());
    }

    private static List<RespValue> ReadAll(byte[] bytes, int chunk)
    {
        var offset = 0;
        var reader = new RespReader(memory =>
        {
            var count = Math.Min(chunk, bytes.Length - offset);
            bytes.AsSpan(offset, count).CopyTo(memory.Span);
            offset += count;
            return count;
        });
        var values = new List<RespValue>();
        while (offset < bytes.Length || reader.Buffered > 0)
        {
            values.Add(reader.Read());
        }

        return values;
    }
}
