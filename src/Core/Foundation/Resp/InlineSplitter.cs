namespace MtcpRedis.Core.Resp;

/// <summary>Splits an inline request into arguments, unquoting in place (the result is never longer than the source).</summary>
/// <remarks>
/// Double quotes take <c>\n \r \t \b \a \xHH</c> and escaped characters, single quotes only <c>\'</c>; a closing quote must be
/// followed by a blank or the end of the line. A zero byte ends the line, as in Redis.
/// </remarks>
internal static unsafe class InlineSplitter
{
    public static bool TrySplit(byte* line, int length, NativeList<ArgSlice> arguments)
    {
        byte* end = line + length;
        var text = new ReadOnlySpan<byte>(line, length);
        int zero = text.IndexOf((byte)0);
        if (zero >= 0)
            end = line + zero;
        byte* read = line;
        while (true)
        {
            while (read < end && IsBlank(*read))
                read++;
            if (read == end)
                return true;
            byte* start = read;
            byte* write = read;
            if (!TryTakeArgument(ref read, ref write, end))
                return false;
            arguments.Add(new ArgSlice(start, (int)(write - start)));
        }
    }

    private static bool TryTakeArgument(ref byte* read, ref byte* write, byte* end)
    {
        while (read < end && !IsBlank(*read))
        {
            byte b = *read++;
            bool closed = b switch
            {
                (byte)'"' => TryTakeDoubleQuoted(ref read, ref write, end),
                (byte)'\'' => TryTakeSingleQuoted(ref read, ref write, end),
                _ => TakePlain(b, ref write),
            };
            if (!closed)
                return false;
            if (b is (byte)'"' or (byte)'\'')
                return read == end || IsBlank(*read);
        }
        return true;
    }

    private static bool TakePlain(byte b, ref byte* write)
    {
        *write++ = b;
        return true;
    }

    private static bool TryTakeDoubleQuoted(ref byte* read, ref byte* write, byte* end)
    {
        while (read < end)
        {
            byte b = *read++;
            if (b == (byte)'"')
                return true;
            if (b == (byte)'\\' && end - read >= 3 && *read == (byte)'x' && Hex(read[1]) >= 0 && Hex(read[2]) >= 0)
            {
                *write++ = (byte)(Hex(read[1]) << 4 | Hex(read[2]));
                read += 3;
            }
            else if (b == (byte)'\\' && read < end)
            {
                *write++ = Unescape(*read++);
            }
            else
            {
                *write++ = b;
            }
        }
        return false;
    }

    private static bool TryTakeSingleQuoted(ref byte* read, ref byte* write, byte* end)
    {
        while (read < end)
        {
            byte b = *read++;
            if (b == (byte)'\'')
                return true;
            if (b == (byte)'\\' && read < end && *read == (byte)'\'')
                b = *read++;
            *write++ = b;
        }
        return false;
    }

    private static byte Unescape(byte b) => b switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'a' => (byte)'\a',
        _ => b,
    };

    private static bool IsBlank(byte b) => b is (byte)' ' or >= (byte)'\t' and <= (byte)'\r';

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
