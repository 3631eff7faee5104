using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Bitmaps;

public sealed class BitmapCommandTests : IDisposable
{
    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    [Fact]
    public void SetBit_GrowsAndChanges_SaysSoOnlyWhenItDid()
    {
        _h.Notify();
        Assert.Equal(":0\r\n", _h.RunLine("SETBIT k 7 0"));
        Assert.Equal("new k,setbit k", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("SETBIT k 7 0"));
        Assert.Equal("", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("SETBIT k 7 1"));
        Assert.Equal("setbit k", _h.TakeEvents());
        Assert.Equal(":1\r\n", _h.RunLine("SETBIT k 7 1"));
        Assert.Equal("", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("SETBIT k 80000 0"));
        Assert.Equal("setbit k", _h.TakeEvents());
        Assert.Equal(":10001\r\n", _h.RunLine("STRLEN k"));
        Assert.Equal(":1\r\n", _h.RunLine("BITCOUNT k"));
        Assert.Equal("raw", _h.EncodingOf("k"));
    }

    [Fact]
    public void SetBit_OnAnInt_ChangesItsDigits()
    {
        _h.RunLine("SET k 1");
        Assert.Equal(":0\r\n", _h.RunLine("SETBIT k 6 1"));
        Assert.Equal("$1\r\n3\r\n", _h.RunLine("GET k"));
    }

    [Theory]
    [InlineData("SETBIT k 4294967296 1", "-ERR bit offset is not an integer or out of range\r\n")]
    [InlineData("SETBIT k -1 1", "-ERR bit offset is not an integer or out of range\r\n")]
    [InlineData("SETBIT k 1 2", "-ERR bit is not an integer or out of range\r\n")]
    [InlineData("BITPOS k 2", "-ERR The bit argument must be 1 or 0.\r\n")]
    [InlineData("BITPOS k 1 a b c d", ":-1\r\n")]
    [InlineData("BITCOUNT k 0", ":0\r\n")]
    [InlineData("BITFIELD k GET u64 0", "-ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.\r\n")]
    [InlineData("BITFIELD k OVERFLOW x", "-ERR Invalid OVERFLOW type specified\r\n")]
    [InlineData("BITFIELD k SET u8 0", "-ERR syntax error\r\n")]
    [InlineData("BITFIELD_RO k SET u8 0 1", "-ERR BITFIELD_RO only supports the GET subcommand\r\n")]
    [InlineData("BITOP NOT k a b", "-ERR BITOP NOT must be called with a single source key.\r\n")]
    [InlineData("BITOP NAND k a", "-ERR syntax error\r\n")]
    public void Arguments_ThatMakeNoSense_MakeNoKey(string line, string reply)
    {
        Assert.Equal(reply, _h.RunLine(line));
        Assert.Equal("none", _h.EncodingOf("k"));
    }

    [Theory]
    [InlineData("BITPOS k 0", 16)]
    [InlineData("BITPOS k 0 0 -1", -1)]
    [InlineData("BITPOS k 0 5", -1)]
    [InlineData("BITPOS k 1 1", 8)]
    [InlineData("BITPOS k 1 3 -1 BIT", 3)]
    [InlineData("BITCOUNT k 3 9 BIT", 7)]
    [InlineData("BITCOUNT k -1 -2", 0)]
    [InlineData("BITCOUNT k", 16)]
    public void Ranges_OnAllOnes_AnswerAsRedis(string line, long expected)
    {
        _h.Run("SET", "k", "\u00ff\u00ff");
        Assert.Equal($":{expected}\r\n", _h.RunLine(line));
    }

    [Fact]
    public void BitField_Overflow_WrapsSaturatesOrFails()
    {
        Assert.Equal(
            "*7\r\n:0\r\n:0\r\n:56\r\n:-1\r\n$-1\r\n:-127\r\n:1\r\n",
            _h.RunLine("BITFIELD b SET u8 0 0 SET i8 0 -200 OVERFLOW SAT SET u8 0 -1 SET i8 0 -200 OVERFLOW FAIL SET i8 0 129"
                + " INCRBY i8 0 1 INCRBY u8 0 -128"));
        Assert.Equal(
            "*4\r\n:72057594037927936\r\n:-9223372036854775808\r\n:-9223372036854775808\r\n:4611686018427387904\r\n",
            _h.RunLine("BITFIELD b SET i64 0 9223372036854775807 INCRBY i64 0 1 OVERFLOW SAT INCRBY i64 0 -1 OVERFLOW WRAP SET u63 0 -1"));
        Assert.Equal("*0\r\n", _h.RunLine("BITFIELD nokey"));
        Assert.Equal("*1\r\n:0\r\n", _h.RunLine("BITFIELD nokey GET i64 #100"));
        Assert.Equal("none", _h.EncodingOf("nokey"));
    }

    [Theory]
    [InlineData("AND", "a\u0000\u0000")]
    [InlineData("OR", "abc")]
    [InlineData("XOR", "\u0000bc")]
    public void BitOp_SourcesOfDifferentLength_PadsWithZeros(string operation, string expected)
    {
        _h.RunLine("MSET x abc y a");
        Assert.Equal(":3\r\n", _h.Run("BITOP", operation, "d", "x", "y"));
        Assert.Equal($"$3\r\n{expected}\r\n", _h.Run("GET", "d"));
        Assert.Equal("raw", _h.EncodingOf("d"));
    }

    [Fact]
    public void BitOp_IntoOneOfItsSourcesOnSeveralShards_IsRight()
    {
        using var four = new CommandHarness(shards: 4);
        var random = new Random(3);
        byte[] expected = new byte[5000];
        var line = new List<string> { "BITOP", "XOR", "key:0" };
        for (int i = 0; i < 100; i++)
        {
            byte[] value = new byte[random.Next(i < 50 ? 60 : 5000)];
            random.NextBytes(value);
            for (int j = 0; j < value.Length; j++)
                expected[j] ^= value[j];
            four.Run("SET", $"key:{i}", new string(Array.ConvertAll(value, b => (char)b)));
            line.Add($"key:{i}");
        }
        long length = long.Parse(four.Run([.. line]).Trim(':', '\r', '\n'));
        string text = new(Array.ConvertAll(expected[..(int)length], b => (char)b));
        Assert.Equal($"${length}\r\n{text}\r\n", four.Run("GET", "key:0"));
    }

    [Fact]
    public void BitOp_NothingThere_RemovesTheTarget()
    {
        _h.RunLine("SET d 1");
        _h.Notify();
        Assert.Equal(":0\r\n", _h.RunLine("BITOP NOT d nokey"));
        Assert.Equal("keymiss nokey,del d", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("BITOP OR d nokey"));
        Assert.Equal("keymiss nokey", _h.TakeEvents());
    }
}
