using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>The options of SET and GETEX.</summary>
internal struct StringOptions
{
    /// <summary>NX: only if the key does not exist.</summary>
    public bool IfMissing { get; private set; }

    /// <summary>XX: only if the key exists.</summary>
    public bool IfExists { get; private set; }

    /// <summary>GET: reply what the key held.</summary>
    public bool Get { get; private set; }

    /// <summary>KEEPTTL.</summary>
    public bool KeepExpiry { get; private set; }

    /// <summary>PERSIST.</summary>
    public bool Persist { get; private set; }

    /// <summary>Position of the expiry's number; 0: none.</summary>
    public int ExpiryAt { get; private set; }

    /// <summary>What the expiry's number means.</summary>
    public ExpiryArgument Expiry { get; private set; }

    /// <summary>Reads the options from argument <paramref name="first"/> on; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, int first, bool forSet, out StringOptions options)
    {
        options = default;
        for (int i = first; i < c.ArgCount; i++)
        {
            if (forSet ? options.TakeSetFlag(c, i) : options.TakePersist(c, i))
                continue;
            if (!options.TakeExpiry(c, ref i))
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }
        return true;
    }

    private bool TakeSetFlag(CommandContext c, int i)
    {
        if (!IfExists && c.IsOption(i, "NX"u8))
            return IfMissing = true;
        if (!IfMissing && c.IsOption(i, "XX"u8))
            return IfExists = true;
        if (c.IsOption(i, "GET"u8))
            return Get = true;
        return ExpiryAt == 0 && c.IsOption(i, "KEEPTTL"u8) && (KeepExpiry = true);
    }

    private bool TakePersist(CommandContext c, int i) =>
        ExpiryAt == 0 && c.IsOption(i, "PERSIST"u8) && (Persist = true);

    /// <summary>Takes an expiry and its number. The same word may come again, the last one counts; another one may not.</summary>
    private bool TakeExpiry(CommandContext c, ref int i)
    {
        if (KeepExpiry || Persist || i + 1 >= c.ArgCount || !TryUnit(c, i, out ExpiryArgument unit))
            return false;
        if (ExpiryAt != 0 && Expiry != unit)
            return false;
        Expiry = unit;
        ExpiryAt = ++i;
        return true;
    }

    private static bool TryUnit(CommandContext c, int i, out ExpiryArgument unit)
    {
        bool seconds = c.IsOption(i, "EX"u8) || c.IsOption(i, "EXAT"u8);
        unit = new ExpiryArgument(seconds, Absolute: c.Arg(i).Length == 4);
        return seconds || c.IsOption(i, "PX"u8) || c.IsOption(i, "PXAT"u8);
    }
}
