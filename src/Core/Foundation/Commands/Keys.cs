namespace MtcpRedis.Core.Commands;

/// <summary>Short forms for the key specifications that command declarations use.</summary>
public static class Keys
{
    /// <summary>The command has no keys.</summary>
    public static KeySpec[] None { get; } = [];

    /// <summary>One key at <paramref name="position"/>.</summary>
    public static KeySpec At(int position, KeySpecFlags flags) => new() { Position = position, Flags = flags };

    /// <summary>Keys from <paramref name="first"/> to <paramref name="last"/> (negative: from the last argument) in steps.</summary>
    public static KeySpec Range(int first, int last, KeySpecFlags flags, int step = 1) => new()
    {
        Position = first,
        LastKey = last < 0 ? last : last - first,
        Step = step,
        Flags = flags,
    };

    /// <summary>A count at <paramref name="position"/> and that many keys behind it.</summary>
    public static KeySpec Counted(int position, KeySpecFlags flags) => new()
    {
        Position = position,
        Find = KeySpec.FindKind.KeyNum,
        Flags = flags,
    };

    /// <summary>One key behind the keyword <paramref name="token"/>, searched from <paramref name="startFrom"/>.</summary>
    public static KeySpec After(string token, int startFrom, KeySpecFlags flags) => new()
    {
        Begin = KeySpec.BeginKind.Keyword,
        Keyword = token,
        StartFrom = startFrom,
        Flags = flags,
    };

    /// <summary>Keys that no specification describes; the command finds them itself.</summary>
    public static KeySpec Unknown(KeySpecFlags flags) => new()
    {
        Begin = KeySpec.BeginKind.Unknown,
        Find = KeySpec.FindKind.Unknown,
        Flags = flags,
    };
}
