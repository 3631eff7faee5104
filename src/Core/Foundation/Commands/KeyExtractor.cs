using System.Buffers.Text;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Core.Commands;

/// <summary>Finds the keys of a call from the key specifications of its command.</summary>
public static class KeyExtractor
{
    /// <summary>Appends the positions of all keys of the call.</summary>
    /// <param name="spec">The command.</param>
    /// <param name="args">All arguments, the name first.</param>
    /// <param name="positions">Receives the keys in the order of the specifications.</param>
    /// <param name="includeNotKeys">Whether arguments that are only routed like keys (shard channels) count.</param>
    /// <returns>False when the arguments do not fit (a key count beyond the arguments, for example).</returns>
    public static bool TryExtract(
        CommandSpec spec, ReadOnlySpan<ArgSlice> args, List<KeyPosition> positions, bool includeNotKeys = true)
    {
        if (spec.FindKeys is { } finder)
            return finder(args, positions);
        foreach (KeySpec keys in spec.Keys)
        {
            if (!includeNotKeys && keys.Flags.HasFlag(KeySpecFlags.NotKey))
                continue;
            int first = positions.Count;
            if (!TryExtract(keys, args, positions))
                return false;
            if (spec.FindKeyFlags is { } finderOfFlags && keys.Flags.HasFlag(KeySpecFlags.VariableFlags))
                Refine(positions, first, finderOfFlags(args));
        }
        return true;
    }

    private static bool TryExtract(KeySpec keys, ReadOnlySpan<ArgSlice> args, List<KeyPosition> positions)
    {
        int begin = BeginOf(keys, args);
        if (begin == 0)
            return true;
        int first, last, step = keys.Step;
        switch (keys.Find)
        {
            case KeySpec.FindKind.Range:
                first = begin;
                last = keys.LastKey >= 0 ? begin + keys.LastKey : args.Length + keys.LastKey;
                if (keys.LastKey < 0 && keys.Limit > 1)
                    last = begin + (args.Length - begin) / keys.Limit - 1;
                break;
            case KeySpec.FindKind.KeyNum:
                int at = begin + keys.KeyNumIndex;
                if (at >= args.Length || !TryCount(args[at].Span, out int count))
                    return false;
                first = begin + keys.FirstKey;
                last = first + (count - 1) * step;
                break;
            default:
                return true;
        }
        if (first >= args.Length || last >= args.Length || last < first)
            return false;
        for (int i = first; i <= last; i += step)
            positions.Add(new KeyPosition(i, keys.Flags));
        return true;
    }

    private static void Refine(List<KeyPosition> positions, int first, KeySpecFlags flags)
    {
        for (int i = first; i < positions.Count; i++)
            positions[i] = positions[i] with { Flags = flags };
    }

    /// <summary>Position of the first key; 0 when the specification does not apply to this call.</summary>
    private static int BeginOf(KeySpec keys, ReadOnlySpan<ArgSlice> args)
    {
        if (keys.Begin == KeySpec.BeginKind.Index)
            return keys.Position;
        if (keys.Begin == KeySpec.BeginKind.Unknown)
            return 0;
        bool backwards = keys.StartFrom < 0;
        int i = backwards ? args.Length + keys.StartFrom : keys.StartFrom;
        for (; i > 0 && i < args.Length - 1; i += backwards ? -1 : 1)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(args[i].Span, keys.Keyword))
                return i + 1;
        }
        return 0;
    }

    private static bool TryCount(ReadOnlySpan<byte> text, out int count) =>
        Utf8Parser.TryParse(text, out count, out int used) && used == text.Length && count > 0;
}
