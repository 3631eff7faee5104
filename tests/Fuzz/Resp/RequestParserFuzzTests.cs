using Xunit;

namespace MtcpRedis.Fuzz.Resp;

/// <summary>
/// Whatever arrives and however it is cut, the parser gives the same commands or the same violation, never fails and never reads outside
/// what arrived. A failing input is printed; keep it under Corpus/resp.
/// </summary>
public class RequestParserFuzzTests
{
    /// <summary>Beyond this many bytes not every position is tried, only those around the corners of the parser.</summary>
    private const int EverySplitUpTo = 8 * 1024;

    public static TheoryData<string> Corpus => [.. RespCorpus.Names];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void KeptInput_CutAnywhere_GivesTheSameCommands(string name)
    {
        byte[] bytes = RespCorpus.Read(name);
        string whole = ParserHost.Run(bytes);
        int step = bytes.Length <= EverySplitUpTo ? 1 : 997;
        for (int cut = 0; cut <= bytes.Length; cut += step)
            AssertSame(whole, ParserHost.Run(bytes, cut), bytes, $"cut at {cut}");
        for (int cut = Math.Max(0, bytes.Length - 8); cut <= bytes.Length; cut++)
            AssertSame(whole, ParserHost.Run(bytes, cut), bytes, $"cut at {cut}");
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void KeptInput_InEqualPieces_GivesTheSameCommands(string name)
    {
        byte[] bytes = RespCorpus.Read(name);
        string whole = ParserHost.Run(bytes);
        foreach (int size in (int[])[1, 2, 3, 7, 64, 1000, 4096])
        {
            if (bytes.Length / size > EverySplitUpTo)
                continue;
            int[] cuts = Enumerable.Range(1, bytes.Length / size).Select(i => i * size).ToArray();
            AssertSame(whole, ParserHost.Run(bytes, cuts), bytes, $"pieces of {size}");
        }
    }

    /// <summary>FUZZ_ITERATIONS makes it longer, FUZZ_SEED begins elsewhere.</summary>
    [Fact]
    public void MutatedInput_CutAtRandom_GivesTheSameCommands()
    {
        byte[][] corpus = RespCorpus.Names.Select(RespCorpus.Read).Where(bytes => bytes.Length < EverySplitUpTo).ToArray();
        ulong first = Number("FUZZ_SEED", 1);
        for (ulong seed = first; seed < first + Number("FUZZ_ITERATIONS", 20_000); seed++)
        {
            var mutator = new Mutator(seed);
            byte[] bytes = mutator.Next(corpus);
            string whole = ParserHost.Run(bytes);
            int[] cuts = Enumerable.Range(0, 1 + mutator.Below(5)).Select(_ => mutator.Below(bytes.Length + 1)).Order().ToArray();
            AssertSame(whole, ParserHost.Run(bytes, cuts), bytes, $"seed {seed}, cuts {string.Join(' ', cuts)}");
        }
    }

    private static void AssertSame(string whole, string pieces, byte[] bytes, string how) =>
        Assert.True(whole == pieces, $"{how}\nwhole:\n{whole}\nin pieces:\n{pieces}\ninput: {Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 4096)))}");

    private static ulong Number(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), out ulong value) ? value : otherwise;
}
