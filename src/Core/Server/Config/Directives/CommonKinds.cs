using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.Directives;

/// <summary>Kinds of values that many directives share.</summary>
internal static class CommonKinds
{
    public static readonly BooleanKind Bool = new();
    public static readonly StringKind Text = new();
    public static readonly StringKind FilePath = new("a path");
    public static readonly StringKind Secret = new("a password", binary: true);
    public static readonly IntegerKind PortNumber = new(0, ushort.MaxValue);
    public static readonly IntegerKind Count = new(0, int.MaxValue);
    public static readonly IntegerKind Positive = new(1, int.MaxValue);
    public static readonly IntegerKind LongCount = new(0, long.MaxValue);
    public static readonly IntegerKind Int = new(int.MinValue, int.MaxValue);
    public static readonly MemoryKind Memory = new(0);
    public static readonly EnumKind<LocalOnly> LocalOnlyKind = new(("no", LocalOnly.No), ("yes", LocalOnly.Yes), ("local", LocalOnly.Local));
    public static readonly LinesKind Ignored = new("one argument", 1, 1);

    /// <summary>A name within a directory: a path is refused.</summary>
    public static StringKind FileName(string directive, string noun, bool mayBeEmpty) => new($"a {noun}", value =>
        value.Contains('/', StringComparison.Ordinal) ? $"{directive} can't be a path, just a {noun}"
        : value.Length == 0 && !mayBeEmpty ? $"{directive} can't be empty"
        : null);
}
