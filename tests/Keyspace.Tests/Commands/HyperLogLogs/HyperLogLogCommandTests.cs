using System.Security.Cryptography;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.HyperLogLogs;

public sealed class HyperLogLogCommandTests : IDisposable
{
    private const string Corrupt = "-INVALIDOBJ Corrupted HLL object detected\r\n";
    private const string NotHyperLogLog = "-WRONGTYPE Key is not a valid HyperLogLog string value.\r\n";
    private const string Header = "HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080";

    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    // Counts and digests are those of redis-server 7.0.15 after the same commands.
    [Theory]
    [InlineData(3000, 1, 1, 21, "ccda8ba82764c30e591077812417c1f3a165c993cdaba7a6c5c185325d6745c5")]
    [InlineData(3000, 5, 5, 33, "365099a65879b49cf26395a4092f6e71206abfaff09671bd1afcc8886266992e")]
    [InlineData(3000, 50, 50, 157, "148d48d055fa0a8f4debaa0b0c738aa3c0a996958afb1ca34a544ff5eb93cc94")]
    [InlineData(3000, 200, 200, 513, "1f40af84180704c352389436fa6ad1462ac651895078d99c5ee8ddf80444434a")]
    [InlineData(3000, 1000, 1008, 1906, "ab6313e24c05ff993730105e09ef76d5c0c4fcde58406d6a29d1889220a056e4")]
    [InlineData(3000, 5000, 4968, 12304, "bd470063c39f632ff0572b22d3ae558cdc523a5ae6f47e7324ed636dcc84e2ec")]
    [InlineData(3000, 100000, 100853, 12304, "548dba672576d8a299d51943c2728e21beda0aea57391bd87567dba08eed8e4e")]
    [InlineData(0, 3, 3, 12304, "bbdd87ad09395e6dd4bb68c51781b3a76c35c35f480a0861a35e6534e105d3f6")]
    [InlineData(0, 500, 506, 12304, "e330bfb0de78f9d4d2ef662533b340cabb80726c63b7ebea1bfec960638a6527")]
    [InlineData(200, 60, 60, 186, "e59c3699f2626526d3d484a53502955d336c003dec5fb4b630c70647a42823c6")]
    [InlineData(200, 500, 506, 12304, "e330bfb0de78f9d4d2ef662533b340cabb80726c63b7ebea1bfec960638a6527")]
    public void PfAdd_ManyElements_LeavesTheSameBytesAsRedis(int sparseLimit, int elements, int count, int length, string digest)
    {
        _h.Settings = _h.Settings with { HllSparseMaxBytes = sparseLimit };
        Add("h", "e", elements);
        Assert.Equal($":{count}\r\n", _h.RunLine("PFCOUNT h"));
        AssertBytes("h", length, digest);
        Assert.Equal("raw", _h.EncodingOf("h"));
    }

    [Theory]
    [InlineData(50, 0, 50, 160, "2371c426d968842e4d71d92969bfdb09474469e6207025a3729c20395e8b2005")]
    [InlineData(3000, 0, 3010, 12304, "ec9fe29a7a715bca6205d88fabc3bf9584b6b83799ce1fe74e02a380ff640fb5")]
    [InlineData(50, 3, 53, 169, "a1b5e4e3a6e2096e3013c0e6ed3e1f8beef3cc6f19ba7d460d01b5524b8d5f3c")]
    [InlineData(3000, 3, 3013, 12304, "259d9ef7315a8d6ef4e3db4b3fb9e70074df06476e732b6dfe361301dde3eaf7")]
    [InlineData(50, 1000, 1066, 1999, "7288b3a6df9bf761cccd47b790496fcb235c5c9ce4360574f83a355f21f4838a")]
    [InlineData(3000, 1000, 4012, 12304, "980b06b9412fd4d774ba51e950b63c1cfad9c36060bf2c8824e142fea90a842d")]
    public void PfMerge_TwoSources_LeavesTheSameBytesAsRedis(int first, int second, int count, int length, string digest)
    {
        Add("a", "a", first);
        Add("b", "b", second);
        Assert.Equal($":{count}\r\n", _h.RunLine("PFCOUNT a b"));
        Assert.Equal("+OK\r\n", _h.RunLine("PFMERGE d a b"));
        AssertBytes("d", length, digest);
        Assert.Equal($":{count}\r\n", _h.RunLine("PFCOUNT d"));
    }

    [Fact]
    public void PfMerge_KeysOfSeveralShards_CountsTheUnion()
    {
        using var four = new CommandHarness(shards: 4);
        for (int i = 0; i < 40; i++)
            four.RunLine($"PFADD part:{i} x{i} y{i}");
        four.Run(["PFMERGE", "d", .. Enumerable.Range(0, 40).Select(i => $"part:{i}")]);
        Assert.Equal(":80\r\n", four.RunLine("PFCOUNT d"));
    }

    [Fact]
    public void PfAdd_NothingNew_ChangesNothing()
    {
        _h.Notify();
        Assert.Equal(":1\r\n", _h.RunLine("PFADD h"));
        Assert.Equal("new h,pfadd h", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("PFADD h"));
        Assert.Equal(":1\r\n", _h.RunLine("PFADD h a"));
        Assert.Equal(":0\r\n", _h.RunLine("PFADD h a a"));
        Assert.Equal("pfadd h", _h.TakeEvents());
        Assert.Equal($"$21\r\n{Header}\u0071\u00a6\u0084\u004e\u0057\r\n", _h.RunLine("GET h"));
        Assert.Equal("$20\r\nZ:12711 v:2,1 Z:3672\r\n", _h.RunLine("PFDEBUG DECODE h"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HYLL")]
    [InlineData("123")]
    [InlineData("HYLX\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff")]
    [InlineData("HYLL\u0002\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff")]
    [InlineData("HYLL\0\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff")]
    public void ForeignString_ThatIsNoHyperLogLog_IsRefused(string value)
    {
        _h.Run("SET", "h", value);
        foreach (string line in new[] { "PFADD h a", "PFCOUNT h", "PFCOUNT h h", "PFMERGE h", "PFMERGE d h", "PFDEBUG ENCODING h" })
            Assert.Equal(NotHyperLogLog, _h.RunLine(line));
        Assert.Equal($"${value.Length}\r\n{value}\r\n", _h.RunLine("GET h"));
        Assert.Equal("none", _h.EncodingOf("d"));
    }

    [Theory]
    [InlineData("\u007f\u00fe")]
    [InlineData("\u007f\u00ff\0")]
    [InlineData("\u007f\u00fe\u0081")]
    [InlineData("\u007f")]
    [InlineData("")]
    public void ForeignString_WhoseRunsDoNotAddUp_IsCorrupt(string runs)
    {
        _h.Run("SET", "h", Header + runs);
        Assert.Equal(Corrupt, _h.RunLine("PFCOUNT h"));
        Assert.Equal(Corrupt, _h.RunLine("PFCOUNT h h"));
        Assert.Equal(Corrupt, _h.RunLine("PFMERGE d h"));
        Assert.Equal(Corrupt, _h.RunLine("PFDEBUG TODENSE h"));
        Assert.Equal(Corrupt, _h.RunLine("PFDEBUG GETREG h"));
    }

    [Fact]
    public void ForeignString_OfRandomRuns_NeverLeavesItsBounds()
    {
        var random = new Random(11);
        for (int round = 0; round < 300; round++)
        {
            byte[] runs = new byte[random.Next(0, 3000)];
            random.NextBytes(runs);
            _h.Run("SET", "h", Header + new string(Array.ConvertAll(runs, b => (char)b)));
            for (int i = 0; i < 5; i++)
                Assert.Matches("^(:[01]|-INVALIDOBJ Corrupted HLL object detected)\r\n$", _h.RunLine($"PFADD h {round}{i}"));
            Assert.Matches("^(:[0-9]+|-INVALIDOBJ Corrupted HLL object detected)\r\n$", _h.RunLine("PFCOUNT h"));
        }
    }

    [Fact]
    public void PfDebug_Registers_AreThoseOfTheElements()
    {
        _h.RunLine("PFADD h a");
        Assert.Equal("+sparse\r\n", _h.RunLine("PFDEBUG encoding h"));
        string[] registers = _h.RunLine("PFDEBUG GETREG h").Split("\r\n");
        Assert.Equal("*16384", registers[0]);
        Assert.Equal(":2", registers[1 + 12711]);
        Assert.Equal(16383, registers.Count(r => r == ":0"));
        Assert.Equal("+dense\r\n", _h.RunLine("PFDEBUG ENCODING h"));
        Assert.Equal(":0\r\n", _h.RunLine("PFDEBUG TODENSE h"));
        Assert.Equal("-ERR HLL encoding is not sparse\r\n", _h.RunLine("PFDEBUG DECODE h"));
        Assert.Equal("-ERR Unknown PFDEBUG subcommand 'foo'\r\n", _h.RunLine("PFDEBUG foo h"));
        Assert.Equal("-ERR The specified key does not exist\r\n", _h.RunLine("PFDEBUG foo nokey"));
    }

    [Fact]
    public void PfSelfTest_Always_Passes() => Assert.Equal("+OK\r\n", _h.RunLine("PFSELFTEST"));

    private void Add(string key, string prefix, int elements)
    {
        for (int i = 0; i < elements; i += 500)
            _h.Run(["PFADD", key, .. Enumerable.Range(i, Math.Min(500, elements - i)).Select(n => $"{prefix}{n}")]);
    }

    private void AssertBytes(string key, int length, string digest)
    {
        byte[] reply = _h.RunBytes("GET", key);
        int start = Array.IndexOf(reply, (byte)'\n') + 1;
        ReadOnlySpan<byte> body = reply.AsSpan(start, reply.Length - start - 2);
        Assert.Equal(length, body.Length);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(body)));
    }
}
