namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>One step of BITFIELD.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Type">Type of the field.</param>
/// <param name="Offset">First bit of the field.</param>
/// <param name="Argument">The value or increment.</param>
/// <param name="Overflow">What to do with results out of range.</param>
internal readonly record struct BitFieldOperation(
    BitFieldKind Kind, BitFieldType Type, long Offset, long Argument, BitFieldOverflow Overflow);
