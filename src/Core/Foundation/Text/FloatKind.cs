namespace MtcpRedis.Core.Text;

/// <summary>What a floating point text was found to be by <see cref="FloatScan"/>.</summary>
internal enum FloatKind : byte
{
    /// <summary>Not a number, or followed by other characters; this includes the word "nan", which Redis never accepts.</summary>
    Invalid,

    /// <summary>Decimal digits with an optional power of ten.</summary>
    Decimal,

    /// <summary>Hexadecimal digits after 0x with an optional power of two.</summary>
    Hexadecimal,

    /// <summary>The word "inf" or "infinity" in any case.</summary>
    Infinity,
}
