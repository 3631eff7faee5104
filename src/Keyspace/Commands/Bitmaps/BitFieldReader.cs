using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>
/// Reads the operations of BITFIELD one after the other. The call is read twice, first to check it whole and then to run it, so no
/// list of operations is kept.
/// </summary>
internal ref struct BitFieldReader(CommandContext c)
{
    private readonly CommandContext _c = c;
    private int _next = 2;
    private BitFieldOverflow _overflow = BitFieldOverflow.Wrap;

    /// <summary>Whether reading ended with an error, which has been replied.</summary>
    public bool Failed { get; private set; }

    /// <summary>The operation read last.</summary>
    public BitFieldOperation Current { get; private set; }

    /// <summary>Reads the next operation; false at the end and after an error.</summary>
    public bool MoveNext()
    {
        while (_next + 1 < _c.ArgCount && _c.IsOption(_next, "OVERFLOW"u8))
        {
            if (!TryOverflow(_next + 1))
                return Fail("ERR Invalid OVERFLOW type specified"u8);
            _next += 2;
        }
        if (_next >= _c.ArgCount)
            return false;
        int left = _c.ArgCount - _next - 1;
        if (left >= 2 && _c.IsOption(_next, "GET"u8))
            return Read(BitFieldKind.Get, 3);
        if (left >= 3 && _c.IsOption(_next, "SET"u8))
            return Read(BitFieldKind.Set, 4);
        if (left >= 3 && _c.IsOption(_next, "INCRBY"u8))
            return Read(BitFieldKind.IncrBy, 4);
        return Fail(RespErrors.Syntax);
    }

    private bool TryOverflow(int index)
    {
        if (_c.IsOption(index, "WRAP"u8))
            _overflow = BitFieldOverflow.Wrap;
        else if (_c.IsOption(index, "SAT"u8))
            _overflow = BitFieldOverflow.Saturate;
        else if (_c.IsOption(index, "FAIL"u8))
            _overflow = BitFieldOverflow.Fail;
        else
            return false;
        return true;
    }

    private bool Read(BitFieldKind kind, int length)
    {
        if (!BitFieldType.TryParse(_c.Arg(_next + 1), out BitFieldType type))
            return Fail("ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is."u8);
        long argument = 0;
        Failed = !BitOffset.TryReadField(_c, _next + 2, type.Width, out long offset)
            || kind != BitFieldKind.Get && !_c.TryInteger(_next + 3, out argument);
        Current = new BitFieldOperation(kind, type, offset, argument, _overflow);
        _next += length;
        return !Failed;
    }

    private bool Fail(ReadOnlySpan<byte> error)
    {
        _c.Reply.Error(error);
        Failed = true;
        return false;
    }
}
