using System.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.HyperLogLogs;

namespace MtcpRedis.Keyspace.Commands.HyperLogLogs;

/// <summary>PFDEBUG and PFSELFTEST.</summary>
internal static class HllDebugCommands
{
    public static void PfDebug(CommandContext c)
    {
        ReadOnlySpan<byte> name = c.Arg(2);
        Entry entry = c.DatabaseOf(name).FindForWrite(name);
        if (entry.IsNull)
        {
            c.Reply.Error("ERR The specified key does not exist"u8);
            return;
        }
        if (!HllKey.TryText(c, entry, out Span<byte> text))
            return;
        HllKey key = HllKey.Open(c, name, entry, text);
        if (c.IsOption(1, "GETREG"u8))
            GetRegisters(c, name, ref key);
        else if (c.IsOption(1, "DECODE"u8))
            Decode(c, text);
        else if (c.IsOption(1, "ENCODING"u8))
            c.Reply.SimpleString(HllFormat.IsSparse(text) ? "sparse"u8 : "dense"u8);
        else if (c.IsOption(1, "TODENSE"u8))
            ToDense(c, name, ref key);
        else
            c.Reply.Error($"ERR Unknown PFDEBUG subcommand '{Shown(c.Arg(1))}'");
    }

    /// <summary>A word as error texts show it: up to its first zero byte.</summary>
    private static string Shown(ReadOnlySpan<byte> word)
    {
        int zero = word.IndexOf((byte)0);
        return Encoding.Latin1.GetString(zero < 0 ? word : word[..zero]);
    }

    public static void PfSelfTest(CommandContext c)
    {
        string? failure = HllSelfTest.Run(ref c.Shard.Random);
        if (failure is null)
            c.Reply.Ok();
        else
            c.Reply.Error($"ERR TESTFAILED {failure}");
    }

    /// <summary>Replies all registers; a sparse string becomes dense by that, as in Redis.</summary>
    private static void GetRegisters(CommandContext c, ReadOnlySpan<byte> name, ref HllKey key)
    {
        if (!TryMakeDense(c, name, ref key, out _))
            return;
        c.Reply.Array(HllFormat.Registers);
        for (int i = 0; i < HllFormat.Registers; i++)
            c.Reply.Integer(HllDense.Get(key.Text[HllFormat.HeaderSize..], i));
    }

    private static void ToDense(CommandContext c, ReadOnlySpan<byte> name, ref HllKey key)
    {
        if (TryMakeDense(c, name, ref key, out bool converted))
            c.Reply.Integer(converted ? 1 : 0);
    }

    private static bool TryMakeDense(CommandContext c, ReadOnlySpan<byte> name, ref HllKey key, out bool converted)
    {
        converted = HllFormat.IsSparse(key.Text);
        if (!converted)
            return true;
        if (!key.TryMakeDense())
        {
            c.Reply.Error(HllErrors.Corrupt);
            return false;
        }
        key.Database.Changed(name);
        return true;
    }

    /// <summary>Replies the codes of a sparse string as text: z and Z are short and long runs of zeros, v is value,length.</summary>
    private static void Decode(CommandContext c, ReadOnlySpan<byte> text)
    {
        if (!HllFormat.IsSparse(text))
        {
            c.Reply.Error("ERR HLL encoding is not sparse"u8);
            return;
        }
        ReadOnlySpan<byte> body = text[HllFormat.HeaderSize..];
        var decoded = new StringBuilder(body.Length * 8);
        for (int at = 0; at < body.Length;)
        {
            HllRun run = HllRun.Read(body, at, 0);
            at += run.Size;
            if (decoded.Length > 0)
                decoded.Append(' ');
            if (run.Value > 0)
                decoded.Append("v:").Append(run.Value).Append(',').Append(run.Length);
            else
                decoded.Append(run.IsLong ? "Z:" : "z:").Append(run.Length);
        }
        c.Reply.Bulk(decoded.ToString());
    }
}
