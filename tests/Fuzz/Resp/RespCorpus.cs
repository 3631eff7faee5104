using MtcpRedis.TestKit;

namespace MtcpRedis.Fuzz.Resp;

/// <summary>The kept inputs of the request parser: one file each, raw bytes as a client would send them.</summary>
internal static class RespCorpus
{
    private static readonly string s_folder = Path.Combine(RepositoryPaths.Root, "tests", "Fuzz", "Corpus", "resp");

    public static string[] Names { get; } =
        Directory.GetFiles(s_folder, "*.resp").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ToArray();

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(s_folder, name + ".resp"));
}
