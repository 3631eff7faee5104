namespace MtcpRedis.Fuzz.Frames;

/// <summary>Makes new frames from kept ones, the same for the same seed. Most get right checksums again, so that they come further than the first check.</summary>
public sealed class FrameMutator(int seed)
{
    private const int MaxLength = 1514;
    private const int LinkHeader = 14;

    private static readonly byte[] s_interesting = [0, 1, 2, 4, 5, 8, 0x0F, 0x10, 0x11, 0x20, 0x3A, 0x40, 0x45, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly Random _random = new(seed);

    /// <summary>The next frame.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(Pick());
        for (var i = _random.Next(6); i > 0; i--)
        {
            Mutate(bytes);
        }

        var frame = bytes.Take(MaxLength).ToArray();
        if (_random.Next(5) > 0)
        {
            FrameRepair.Apply(frame, lengths: _random.Next(2) == 0);
        }

        return frame;
    }

    private byte[] Pick() => FrameCorpus.All[_random.Next(FrameCorpus.All.Length)];

    /// <summary>Addresses of the link are mostly left alone: a frame for another station says nothing about us.</summary>
    private int Position(List<byte> bytes) => _random.Next(20) == 0 ? _random.Next(bytes.Count + 1) : _random.Next(Math.Min(LinkHeader, bytes.Count), bytes.Count + 1);

    private void Mutate(List<byte> bytes)
    {
        var at = Position(bytes);
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] = s_interesting[_random.Next(s_interesting.Length)];
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + _random.Next(8)));
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + _random.Next(40))));
                break;
            case 6:
                bytes.InsertRange(at, Enumerable.Range(0, _random.Next(1, 64)).Select(_ => (byte)_random.Next(256)));
                break;
            default:
                Splice(bytes, at);
                break;
        }
    }

    /// <summary>The rest of another frame from the same place on.</summary>
    private void Splice(List<byte> bytes, int at)
    {
        var other = Pick();
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other.Skip(at));
    }
}
