namespace MtcpRedis.Server.Commands;

/// <summary>Names that clients give themselves.</summary>
internal static class ClientNames
{
    /// <summary>Sets the connection's name; on failure the error has been replied.</summary>
    public static bool TrySet(SessionContext c, ReadOnlySpan<byte> name)
    {
        if (!IsPrintable(name))
        {
            c.Reply.Error("ERR Client names cannot contain spaces, newlines or special characters."u8);
            return false;
        }
        c.Session.Name = System.Text.Encoding.Latin1.GetString(name);
        return true;
    }

    /// <summary>Whether the text shows as one word in CLIENT LIST.</summary>
    public static bool IsPrintable(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
