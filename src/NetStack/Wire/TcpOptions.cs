using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// The options of a TCP segment as a value: maximum segment size (RFC 9293 section 3.7.1), window scale and timestamps (RFC 7323), SACK
/// permitted and SACK blocks (RFC 2018). Unknown kinds are skipped by their length.
/// </summary>
public struct TcpOptions
{
    /// <summary>Length of a timestamp option with the two NOPs that align it, the layout every common stack sends.</summary>
    public const int TimestampLength = 12;

    /// <summary>Two NOPs, kind and length of a timestamp option.</summary>
    internal const uint AlignedTimestamp = 0x0101080A;

    /// <summary>Two NOPs and the kind of a SACK option; its length goes into the last byte.</summary>
    internal const uint AlignedSack = KindNop << 24 | KindNop << 16 | KindSack << 8;

    private const byte KindEnd = 0, KindNop = 1, KindMss = 2, KindWindowScale = 3, KindSackPermitted = 4, KindSack = 5, KindTimestamp = 8;

    /// <summary>The sender's maximum segment size in bytes, 0 if absent.</summary>
    public ushort MaxSegmentSize;

    /// <summary>Shift count 0-14 of the sender's window, or -1 if absent. Larger counts on the wire are taken as 14 (RFC 7323 2.3).</summary>
    public sbyte WindowScale;

    /// <summary>True if the sender accepts SACK options.</summary>
    public bool SackPermitted;

    /// <summary>True if the timestamp option is there.</summary>
    public bool HasTimestamp;

    /// <summary>Number of blocks used in <see cref="Sack"/>.</summary>
    public byte SackCount;

    /// <summary>TSval: the sender's clock.</summary>
    public uint TimestampValue;

    /// <summary>TSecr: the echoed clock; meaningful with ACK.</summary>
    public uint TimestampEcho;

    /// <summary>SACK blocks in wire order; the first may be a D-SACK report (RFC 2883).</summary>
    public SackBlocks Sack;

    /// <summary>Bytes that <see cref="Write"/> produces: a multiple of four.</summary>
    public readonly int Length
    {
        get
        {
            var length = HasTimestamp ? TimestampLength : 0;
            if (MaxSegmentSize != 0)
                length += 4;
            if (WindowScale >= 0)
                length += 4;
            if (SackPermitted)
                length += 4;
            return SackCount == 0 ? length : length + 4 + 8 * SackCount;
        }
    }

    /// <summary>Reads the option bytes of a segment. False, never an exception, if a length is impossible or runs over the end.</summary>
    /// <param name="data">The bytes between the fixed header and the payload.</param>
    /// <param name="options">What was found; fields absent on the wire have their absent value.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, out TcpOptions options)
    {
        Unsafe.SkipInit(out options);
        options.MaxSegmentSize = 0;
        options.WindowScale = -1;
        options.SackPermitted = false;
        options.HasTimestamp = false;
        options.SackCount = 0;
        if (data.Length == TimestampLength && NetworkOrder.Get32(data, 0) == AlignedTimestamp)
        {
            options.SetTimestamp(NetworkOrder.Get32(data, 4), NetworkOrder.Get32(data, 8));
            return true;
        }
        while (data.Length > 0)
        {
            var kind = data[0];
            if (kind == KindEnd)
                return true;
            if (kind == KindNop)
            {
                data = data[1..];
                continue;
            }
            if (data.Length < 2 || data[1] < 2 || data[1] > data.Length || !options.TryTake(kind, data[2..data[1]]))
                return false;
            data = data[data[1]..];
        }
        return true;
    }

    /// <summary>Sets the timestamp option.</summary>
    /// <param name="value">TSval.</param>
    /// <param name="echo">TSecr.</param>
    public void SetTimestamp(uint value, uint echo)
    {
        HasTimestamp = true;
        TimestampValue = value;
        TimestampEcho = echo;
    }

    /// <summary>An empty set of options.</summary>
    public static TcpOptions None => new() { WindowScale = -1 };

    /// <summary>Writes <see cref="Length"/> bytes, each option aligned to four bytes with NOPs.</summary>
    public readonly void Write(Span<byte> to)
    {
        var at = 0;
        if (MaxSegmentSize != 0)
        {
            NetworkOrder.Put32(to, at, (uint)(KindMss << 24 | 4 << 16 | MaxSegmentSize));
            at += 4;
        }
        if (WindowScale >= 0)
        {
            NetworkOrder.Put32(to, at, (uint)(KindNop << 24 | KindWindowScale << 16 | 3 << 8 | (byte)WindowScale));
            at += 4;
        }
        if (SackPermitted)
        {
            NetworkOrder.Put32(to, at, KindNop << 24 | KindNop << 16 | KindSackPermitted << 8 | 2);
            at += 4;
        }
        if (HasTimestamp)
        {
            NetworkOrder.Put32(to, at, AlignedTimestamp);
            NetworkOrder.Put32(to, at + 4, TimestampValue);
            NetworkOrder.Put32(to, at + 8, TimestampEcho);
            at += TimestampLength;
        }
        if (SackCount > 0)
            WriteSack(to[at..]);
    }

    private readonly void WriteSack(Span<byte> to)
    {
        NetworkOrder.Put32(to, 0, AlignedSack | (uint)(2 + 8 * SackCount));
        for (var i = 0; i < SackCount; i++)
        {
            NetworkOrder.Put32(to, 4 + 8 * i, Sack[i].Left.Value);
            NetworkOrder.Put32(to, 8 + 8 * i, Sack[i].Right.Value);
        }
    }

    private bool TryTake(byte kind, ReadOnlySpan<byte> body)
    {
        switch (kind)
        {
            case KindMss when body.Length == 2:
                MaxSegmentSize = NetworkOrder.Get16(body, 0);
                return true;
            case KindWindowScale when body.Length == 1:
                WindowScale = (sbyte)Math.Min(body[0], (byte)14);
                return true;
            case KindSackPermitted when body.Length == 0:
                SackPermitted = true;
                return true;
            case KindTimestamp when body.Length == 8:
                SetTimestamp(NetworkOrder.Get32(body, 0), NetworkOrder.Get32(body, 4));
                return true;
            case KindSack when body.Length is >= 8 and <= 32 && body.Length % 8 == 0:
                SackCount = (byte)(body.Length / 8);
                for (var i = 0; i < SackCount; i++)
                    Sack[i] = new(new(NetworkOrder.Get32(body, 8 * i)), new(NetworkOrder.Get32(body, 8 * i + 4)));
                return true;
            case KindMss or KindWindowScale or KindSackPermitted or KindTimestamp or KindSack:
                return false;
            default:
                return true;
        }
    }
}
