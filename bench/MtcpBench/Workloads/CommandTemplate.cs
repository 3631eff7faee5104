using System.Text;
using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Workloads;

/// <summary>The bytes of one command and where in them random numbers go.</summary>
internal sealed class CommandTemplate
{
    /// <summary>Stands for a random number in an argument, as in redis-benchmark.</summary>
    public const string Placeholder = "__rand_int__";

    private CommandTemplate(byte[] bytes, int[] randomOffsets) => (Bytes, RandomOffsets) = (bytes, randomOffsets);

    /// <summary>The command as it is sent.</summary>
    public byte[] Bytes { get; }

    /// <summary>Where each number of <see cref="RandomNumbers.Width"/> digits is written.</summary>
    public int[] RandomOffsets { get; }

    /// <summary>Whether every copy of the command is different.</summary>
    public bool IsRandom => RandomOffsets.Length > 0;

    /// <summary>A command as an array of bulk strings.</summary>
    /// <param name="arguments">Command name and arguments.</param>
    /// <param name="random">Whether placeholders become random numbers; otherwise they are sent as they stand.</param>
    public static CommandTemplate Of(IReadOnlyList<byte[]> arguments, bool random)
    {
        var bytes = RespBytes.Array(arguments);
        return new CommandTemplate(bytes, random ? [.. PlaceholdersIn(bytes)] : []);
    }

    /// <summary>A command as a bare line.</summary>
    public static CommandTemplate Inline(string line) => new(Encoding.ASCII.GetBytes(line + "\r\n"), []);

    private static IEnumerable<int> PlaceholdersIn(byte[] bytes)
    {
        var placeholder = Encoding.ASCII.GetBytes(Placeholder);
        for (var at = 0; ; at += placeholder.Length)
        {
            var next = bytes.AsSpan(at).IndexOf(placeholder);
            if (next < 0)
            {
                yield break;
            }

            at += next;
            yield return at;
        }
    }
}
