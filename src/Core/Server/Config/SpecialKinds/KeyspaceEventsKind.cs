using System.Text;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>The classes of keyspace notifications as one letter each.</summary>
public sealed class KeyspaceEventsKind : SingleValueKind<KeyspaceEventClasses>
{
    private static readonly (char Letter, KeyspaceEventClasses Class)[] s_classes =
    [
        ('g', KeyspaceEventClasses.Generic), ('$', KeyspaceEventClasses.String), ('l', KeyspaceEventClasses.List),
        ('s', KeyspaceEventClasses.Set), ('h', KeyspaceEventClasses.Hash), ('z', KeyspaceEventClasses.SortedSet),
        ('x', KeyspaceEventClasses.Expired), ('e', KeyspaceEventClasses.Evicted), ('t', KeyspaceEventClasses.Stream),
        ('d', KeyspaceEventClasses.Module), ('n', KeyspaceEventClasses.New),
    ];

    private static readonly (char Letter, KeyspaceEventClasses Class)[] s_others =
    [
        ('K', KeyspaceEventClasses.Keyspace), ('E', KeyspaceEventClasses.Keyevent), ('m', KeyspaceEventClasses.KeyMiss),
    ];

    /// <inheritdoc/>
    public override string Expected => "letters of Ag$lshzxeKEtmdn, or \"\"";

    /// <inheritdoc/>
    /// <remarks>With every class of <c>A</c> selected, <c>n</c> is not shown: Redis leaves it out as well.</remarks>
    public override string Format(KeyspaceEventClasses value)
    {
        var text = new StringBuilder();
        if ((value & KeyspaceEventClasses.All) == KeyspaceEventClasses.All)
            text.Append('A');
        else
            AppendLetters(text, value, s_classes);
        AppendLetters(text, value, s_others);
        return text.ToString();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(KeyspaceEventClasses value)
    {
        string text = Format(value);
        return [[value.HasFlag(KeyspaceEventClasses.New) && !text.Contains('n', StringComparison.Ordinal) ? text + 'n' : text]];
    }

    /// <inheritdoc/>
    protected override bool TryParse(string text, out KeyspaceEventClasses value, out string error)
    {
        value = KeyspaceEventClasses.None;
        error = "";
        foreach (char c in text)
        {
            KeyspaceEventClasses added = c == 'A'
                ? KeyspaceEventClasses.All
                : s_classes.Concat(s_others).FirstOrDefault(e => e.Letter == c).Class;
            if (added == KeyspaceEventClasses.None)
                error = "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
            value |= added;
        }

        return error.Length == 0;
    }

    private static void AppendLetters(StringBuilder text, KeyspaceEventClasses value, (char Letter, KeyspaceEventClasses Class)[] letters)
    {
        foreach ((char letter, KeyspaceEventClasses flag) in letters)
        {
            if (value.HasFlag(flag))
                text.Append(letter);
        }
    }
}
