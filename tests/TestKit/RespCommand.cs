using System.Globalization;
using System.Text;

namespace MtcpRedis.TestKit;

/// <summary>One command: its words as bytes.</summary>
public sealed class RespCommand
{
    public RespCommand(IEnumerable<byte[]> args) => Args = [.. args];

    /// <summary>Words given as Latin-1 text: every char is one byte.</summary>
    public RespCommand(params string[] words) => Args = [.. words.Select(Encoding.Latin1.GetBytes)];

    public byte[][] Args { get; }

    /// <summary>The first word in upper case.</summary>
    public string Name => Args.Length == 0 ? "" : Encoding.Latin1.GetString(Args[0]).ToUpperInvariant();

    /// <summary>Length of the encoded command in bytes.</summary>
    public int WireLength => 16 + Args.Sum(a => a.Length + 16);

    /// <summary>Splits a line at spaces; for words without spaces.</summary>
    public static RespCommand Parse(string line) => new(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public string Arg(int index) => Encoding.Latin1.GetString(Args[index]);

    public void WriteTo(MemoryStream stream)
    {
        WriteHeader(stream, '*', Args.Length);
        foreach (var arg in Args)
        {
            WriteHeader(stream, '$', arg.Length);
            stream.Write(arg);
            stream.Write("\r\n"u8);
        }
    }

    /// <summary>The command as a line for redis-cli.</summary>
    public override string ToString() => Format(int.MaxValue);

    /// <summary>The command as a line, each argument cut after <paramref name="limit"/> bytes.</summary>
    public string Format(int limit) => string.Join(' ', Args.Select(a => RespFormatter.Quote(a, limit)));

    private static void WriteHeader(MemoryStream stream, char type, int length)
    {
        Span<byte> header = stackalloc byte[16];
        header[0] = (byte)type;
        length.TryFormat(header[1..], out var digits, provider: CultureInfo.InvariantCulture);
        header[1 + digits] = (byte)'\r';
        header[2 + digits] = (byte)'\n';
        stream.Write(header[..(3 + digits)]);
    }
}
