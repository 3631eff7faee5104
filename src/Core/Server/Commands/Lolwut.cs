using System.Text;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Server.Commands;

/// <summary>LOLWUT: a picture made by the machine, a different one each time.</summary>
internal static class Lolwut
{
    private const int Width = 64;
    private const int Height = 16;

    public static void Run(SessionContext c)
    {
        if (c.ArgCount > 2 && c.IsOption(1, "VERSION"u8) && !IntegerText.TryParse(c.Arg(2), out _))
        {
            c.Reply.Error("ERR value is not an integer or out of range"u8);
            return;
        }
        var text = new StringBuilder();
        DrawWaves(text, Random.Shared);
        text.Append("\nRedis ver. ").Append(ProductVersion.Redis).Append(", served by MtcpRedis ").Append(ProductVersion.Own).Append('\n');
        c.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(text.ToString()));
    }

    /// <summary>Interfering waves around three random points, as a network's packets around its switches.</summary>
    private static void DrawWaves(StringBuilder text, Random random)
    {
        const string shades = " .:-=+*#%@";
        var sources = new (double X, double Y, double Pace)[3];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = (random.NextDouble() * Width, random.NextDouble() * Height * 2, 0.3 + random.NextDouble() * 0.5);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double height = 0;
                foreach ((double sourceX, double sourceY, double pace) in sources)
                    height += Math.Sin(pace * double.Hypot(x - sourceX, y * 2 - sourceY));
                text.Append(shades[(int)((height / sources.Length + 1) / 2 * (shades.Length - 1))]);
            }
            text.Append('\n');
        }
    }
}
