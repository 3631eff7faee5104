using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Core.Hashing;

/// <summary>
/// The cluster hash slot of a key (Redis cluster specification, "Key distribution model" and "Hash tags"): CRC16 of the key, or of
/// its hash tag, modulo 16384.
/// </summary>
public static class HashSlot
{
    /// <summary>Number of slots.</summary>
    public const int Count = 16384;

    private const ushort Polynomial = 0x1021;
    private const int Lanes = 8;

    // Lane n holds the checksum of a byte that n zero bytes follow: 8 bytes then take 8 independent lookups.
    private static readonly ushort[] Table = BuildTable();

    /// <summary>The slot of a key, 0 to 16383.</summary>
    public static int Of(ReadOnlySpan<byte> key) => Crc16(TagOf(key)) & (Count - 1);

    /// <summary>
    /// The part of a key that decides its slot: what stands between the first <c>{</c> and the first <c>}</c> after it if that is
    /// not empty, else the whole key.
    /// </summary>
    public static ReadOnlySpan<byte> TagOf(ReadOnlySpan<byte> key)
    {
        int open = key.IndexOf((byte)'{');
        if (open < 0)
        {
            return key;
        }

        ReadOnlySpan<byte> rest = key[(open + 1)..];
        int length = rest.IndexOf((byte)'}');
        return length > 0 ? rest[..length] : key;
    }

    /// <summary>CRC-16/XMODEM: polynomial 0x1021, initial value 0, not reflected, no final xor.</summary>
    public static ushort Crc16(ReadOnlySpan<byte> data)
    {
        ref ushort table = ref MemoryMarshal.GetArrayDataReference(Table);
        uint crc = 0;
        while (data.Length >= Lanes)
        {
            crc = Entry(ref table, 7, data[0] ^ (crc >> 8))
                ^ Entry(ref table, 6, data[1] ^ (crc & 0xFF))
                ^ Entry(ref table, 5, data[2])
                ^ Entry(ref table, 4, data[3])
                ^ Entry(ref table, 3, data[4])
                ^ Entry(ref table, 2, data[5])
                ^ Entry(ref table, 1, data[6])
                ^ Entry(ref table, 0, data[7]);
            data = data[Lanes..];
        }

        foreach (byte b in data)
        {
            crc = Entry(ref table, 0, (crc >> 8) ^ b) ^ ((crc << 8) & 0xFFFF);
        }

        return (ushort)crc;
    }

    // The index is a byte by construction, so the lookup needs no bounds check.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Entry(ref ushort table, int lane, uint index) => Unsafe.Add(ref table, (lane << 8) + (int)(index & 0xFF));

    private static ushort[] BuildTable()
    {
        var table = new ushort[Lanes * 256];
        for (int i = 0; i < 256; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }

            table[i] = (ushort)crc;
        }

        for (int i = 256; i < table.Length; i++)
        {
            ushort before = table[i - 256];
            table[i] = (ushort)((before << 8) ^ table[before >> 8]);
        }

        return table;
    }
}
