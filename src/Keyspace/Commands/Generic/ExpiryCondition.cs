using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>The conditions of EXPIRE and its kin: NX, XX, GT, LT.</summary>
internal struct ExpiryCondition
{
    private bool _ifNone;
    private bool _ifAny;
    private bool _ifGreater;
    private bool _ifLess;

    /// <summary>Reads the conditions from argument 3 on; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, out ExpiryCondition condition)
    {
        condition = default;
        for (int i = 3; i < c.ArgCount; i++)
        {
            if (!condition.Take(c, i))
            {
                ReplyUnsupported(c, c.Arg(i));
                return false;
            }
        }
        if (condition._ifNone && (condition._ifAny || condition._ifGreater || condition._ifLess))
        {
            c.Reply.Error("ERR NX and XX, GT or LT options at the same time are not compatible"u8);
            return false;
        }
        if (condition._ifGreater && condition._ifLess)
        {
            c.Reply.Error("ERR GT and LT options at the same time are not compatible"u8);
            return false;
        }
        return true;
    }

    /// <summary>Whether the key may expire at <paramref name="at"/>; no expiry counts as infinitely late.</summary>
    public readonly bool Allows(Entry entry, long at)
    {
        if (!entry.HasExpiry)
            return !_ifAny && !_ifGreater;
        return !_ifNone && (!_ifGreater || at > entry.ExpiresAt) && (!_ifLess || at < entry.ExpiresAt);
    }

    /// <summary>Redis prints the option as a C string: a zero byte ends it.</summary>
    private static void ReplyUnsupported(CommandContext c, ReadOnlySpan<byte> option)
    {
        int zero = option.IndexOf((byte)0);
        c.Reply.Error($"ERR Unsupported option {System.Text.Encoding.Latin1.GetString(zero < 0 ? option : option[..zero])}");
    }

    private bool Take(CommandContext c, int i)
    {
        if (c.IsOption(i, "NX"u8))
            return _ifNone = true;
        if (c.IsOption(i, "XX"u8))
            return _ifAny = true;
        if (c.IsOption(i, "GT"u8))
            return _ifGreater = true;
        return c.IsOption(i, "LT"u8) && (_ifLess = true);
    }
}
