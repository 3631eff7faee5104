namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>
/// Lengths of the longest common subsequences of all pairs of prefixes of two strings (dynamic programming), and the way back
/// through them that yields the matches from the last to the first.
/// </summary>
internal unsafe ref struct LcsTable
{
    private readonly uint* _cells;
    private readonly ReadOnlySpan<byte> _a;
    private readonly ReadOnlySpan<byte> _b;
    private readonly long _rowLength;
    private int _i;
    private int _j;

    /// <summary>Computes the table in memory of <see cref="BytesFor"/> bytes.</summary>
    public LcsTable(uint* memory, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        _cells = memory;
        _a = a;
        _b = b;
        _rowLength = b.Length + 1L;
        _i = a.Length;
        _j = b.Length;
        new Span<uint>(Row(0), b.Length + 1).Clear();
        for (int i = 1; i <= a.Length; i++)
            Fill(Row(i - 1), Row(i), a[i - 1]);
        Length = Row(a.Length)[b.Length];
    }

    /// <summary>Length of the longest common subsequence.</summary>
    public long Length { get; }

    /// <summary>Memory that strings of these lengths need; <see cref="long.MaxValue"/> if that is beyond any limit.</summary>
    public static long BytesFor(long a, long b)
    {
        Int128 bytes = ((Int128)a + 1) * (b + 1) * sizeof(uint);
        return bytes > long.MaxValue ? long.MaxValue : (long)bytes;
    }

    /// <summary>
    /// Goes on backwards to the next run of matches. Where both ways back are equally long the second string gives way, as in Redis.
    /// </summary>
    public bool MoveBack(out LcsMatch match)
    {
        while (_i > 0 && _j > 0 && _a[_i - 1] != _b[_j - 1])
        {
            if (Row(_i - 1)[_j] > Row(_i)[_j - 1])
                _i--;
            else
                _j--;
        }
        int end = _i;
        while (_i > 0 && _j > 0 && _a[_i - 1] == _b[_j - 1])
        {
            _i--;
            _j--;
        }
        match = new LcsMatch(_i, _j, end - _i);
        return match.Length > 0;
    }

    private readonly uint* Row(int i) => _cells + i * _rowLength;

    private readonly void Fill(uint* above, uint* row, byte letter)
    {
        row[0] = 0;
        uint left = 0;
        for (int j = 0; j < _b.Length; j++)
        {
            left = _b[j] == letter ? above[j] + 1 : Math.Max(above[j + 1], left);
            row[j + 1] = left;
        }
    }
}
