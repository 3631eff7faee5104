using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using Xunit;

namespace MtcpRedis.Core.Tests.Commands;

public class KeyExtractorTests
{
    private const KeySpecFlags Any = KeySpecFlags.RW;

    private static readonly Dictionary<string, KeySpec[]> s_commands = new()
    {
        ["none"] = Keys.None,
        ["first"] = [Keys.At(1, Any)],
        ["all"] = [Keys.Range(1, -1, Any)],
        ["allButLast"] = [Keys.Range(1, -2, Any)],
        ["pairs"] = [Keys.Range(1, -1, Any, step: 2)],
        ["two"] = [Keys.Range(1, 2, Any)],
        ["counted"] = [Keys.Counted(1, Any)],
        ["storeCounted"] = [Keys.At(1, KeySpecFlags.OW), Keys.Counted(2, KeySpecFlags.RO)],
        ["keyword"] = [Keys.At(1, Any), Keys.After("STORE", 2, KeySpecFlags.OW)],
        ["backwards"] = [Keys.After("KEYS", -2, Any) with { LastKey = -1 }],
        ["streams"] = [Keys.After("STREAMS", 1, Any) with { LastKey = -1, Limit = 2 }],
        ["unknown"] = [Keys.At(1, Any), Keys.Unknown(Any)],
        ["channel"] = [Keys.At(1, KeySpecFlags.NotKey)],
    };

    [Theory]
    [InlineData("none", "PING a b", "")]
    [InlineData("first", "GET a b", "1")]
    [InlineData("all", "DEL a b c", "1 2 3")]
    [InlineData("allButLast", "BLPOP a b 0", "1 2")]
    [InlineData("pairs", "MSET a 1 b 2", "1 3")]
    [InlineData("two", "RENAME a b", "1 2")]
    [InlineData("counted", "ZUNION 2 a b WITHSCORES", "2 3")]
    [InlineData("storeCounted", "ZUNIONSTORE d 2 a b", "1 3 4")]
    [InlineData("keyword", "GEORADIUS k 1 2 store d", "1 5")]
    [InlineData("keyword", "GEORADIUS k 1 2", "1")]
    [InlineData("backwards", "MIGRATE h p x 0 5 COPY KEYS a b", "8 9")]
    [InlineData("streams", "XREAD COUNT 1 STREAMS a b 0 0", "4 5")]
    [InlineData("unknown", "SORT a BY x", "1")]
    [InlineData("channel", "SPUBLISH c m", "1")]
    public void TryExtract_Call_FindsItsKeys(string command, string call, string positions)
    {
        Assert.True(Extract(command, call, true, out List<KeyPosition> keys));
        Assert.Equal(positions, string.Join(' ', keys.Select(key => key.Index)));
    }

    [Theory]
    [InlineData("first", "GET")]
    [InlineData("allButLast", "BLPOP 0")]
    [InlineData("two", "RENAME a")]
    [InlineData("counted", "ZUNION 3 a b")]
    [InlineData("counted", "ZUNION 0 a")]
    [InlineData("counted", "ZUNION -1 a")]
    [InlineData("counted", "ZUNION x a")]
    [InlineData("counted", "ZUNION 1x a")]
    [InlineData("counted", "ZUNION 99999999999999999999 a")]
    [InlineData("counted", "ZUNION 2147483647 a")]
    [InlineData("counted", "ZUNION")]
    public void TryExtract_CountsThatDoNotFit_AreRefused(string command, string call) =>
        Assert.False(Extract(command, call, true, out _));

    [Fact]
    public void TryExtract_WithoutNotKeys_LeavesChannelsOut()
    {
        Assert.True(Extract("channel", "SPUBLISH c m", false, out List<KeyPosition> keys));
        Assert.Empty(keys);
    }

    [Fact]
    public void TryExtract_Keys_CarryTheFlagsOfTheirSpecification()
    {
        Assert.True(Extract("storeCounted", "ZUNIONSTORE d 1 a", true, out List<KeyPosition> keys));
        Assert.Equal([KeySpecFlags.OW, KeySpecFlags.RO], keys.Select(key => key.Flags));
    }

    private static unsafe bool Extract(string command, string call, bool includeNotKeys, out List<KeyPosition> keys)
    {
        keys = [];
        var spec = new PlainCommand("X", s_commands[command]);
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(call);
        string[] words = call.Split(' ');
        var args = new ArgSlice[words.Length];
        fixed (byte* data = bytes)
        {
            byte* at = data;
            for (int i = 0; i < words.Length; i++)
            {
                args[i] = new ArgSlice(at, words[i].Length);
                at += words[i].Length + 1;
            }
            return KeyExtractor.TryExtract(spec, args, keys, includeNotKeys);
        }
    }
}
