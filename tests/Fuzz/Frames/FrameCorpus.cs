using MtcpRedis.TestKit;

namespace MtcpRedis.Fuzz.Frames;

/// <summary>
/// The kept frames, one file each: a line that says what it is, then the bytes in hexadecimal. They come from 10.99.200.7 (fd99::c807), station
/// <see cref="Sender"/>, and go to a node with 10.99.0.1/16 and fd99::1/64, station <see cref="Node"/>, that listens on port 6379.
/// </summary>
public static class FrameCorpus
{
    private static readonly string s_folder = Path.Combine(RepositoryPaths.Root, "tests", "Fuzz", "Corpus", "frames");

    public static byte[] Node { get; } = Convert.FromHexString("020000009901");

    public static byte[] Sender { get; } = Convert.FromHexString("020000000AB1");

    public static string[] Names { get; } =
        Directory.GetFiles(s_folder, "*.hex").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ToArray();

    public static byte[][] All { get; } = [.. Names.Select(Read)];

    public static byte[] Read(string name) => Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(s_folder, name + ".hex")).Where(line => !line.StartsWith('#')).Select(line => line.Trim())));
}
