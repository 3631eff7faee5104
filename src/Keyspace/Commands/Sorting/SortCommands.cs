using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>SORT and SORT_RO. Patterns lead to keys of any shard, so every shard is held.</summary>
internal static class SortCommands
{
    private const string Complexity =
        "O(N+M*log(M)) where N is the number of elements in the list or set to sort, and M the number of returned elements. When the elements are not sorted, complexity is O(N).";

    private const string Arguments =
        "key [BY by-pattern~pattern/pattern@1] [LIMIT offset count] [GET get-pattern~pattern/pattern@1 [GET get-pattern~pattern/pattern@1 ...]] [ASC | DESC] [sorting: ALPHA]";

    private const AclCategories Categories =
        AclCategories.Set | AclCategories.SortedSet | AclCategories.List | AclCategories.Dangerous;

    public static ShardCommand[] All { get; } =
    [
        new(
            "SORT", -2, CommandFlags.Write | CommandFlags.DenyOom,
            [Keys.At(1, RO | Access), Keys.Unknown(RO | Access), Keys.Unknown(OW | Update)], CommandGroup.Generic, SortCommand.Sort)
        {
            Scope = ShardScope.All,
            ExtraCategories = Categories,
            ExceptCategories = AclCategories.Keyspace,
            FindKeys = FindSortKeys,
            Docs = new("Sorts the elements of a list, a set or a sorted set, or stores them sorted.", "1.0.0", Complexity)
            {
                Arguments = Arguments + " [STORE destination/key@2]",
            },
        },
        new(
            "SORT_RO", -2, CommandFlags.ReadOnly, [Keys.At(1, RO | Access), Keys.Unknown(RO | Access)], CommandGroup.Generic,
            SortCommand.SortReadOnly)
        {
            Scope = ShardScope.All,
            ExtraCategories = Categories,
            ExceptCategories = AclCategories.Keyspace,
            FindKeys = FindSourceKey,
            Docs = new("Sorts the elements of a list, a set or a sorted set.", "7.0.0", Complexity) { Arguments = Arguments },
        },
    ];

    private static bool FindSourceKey(ReadOnlySpan<ArgSlice> args, List<KeyPosition> positions)
    {
        if (args.Length > 1)
            positions.Add(new KeyPosition(1, RO | Access));
        return args.Length > 1;
    }

    /// <summary>The source, and the last destination given; patterns of BY and GET may look like options and are skipped.</summary>
    private static bool FindSortKeys(ReadOnlySpan<ArgSlice> args, List<KeyPosition> positions)
    {
        if (!FindSourceKey(args, positions))
            return false;
        int store = 0;
        for (int i = 2; i < args.Length; i++)
        {
            if (Is(args[i], "LIMIT"u8))
                i += 2;
            else if (Is(args[i], "GET"u8) || Is(args[i], "BY"u8))
                i++;
            else if (Is(args[i], "STORE"u8) && i + 1 < args.Length)
                store = ++i;
        }
        if (store > 0)
            positions.Add(new KeyPosition(store, OW | Update));
        return true;
    }

    private static bool Is(ArgSlice argument, ReadOnlySpan<byte> upper) => System.Text.Ascii.EqualsIgnoreCase(argument.Span, upper);
}
