using System.Globalization;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>The rules by which replies are compared.</summary>
public static class Rules
{
    /// <summary>The same bytes.</summary>
    public static readonly ReplyRule Exact = new("exact", i => CompareExact(i.Expected, i.Actual));

    /// <summary>The same elements, each as often, in any order.</summary>
    public static readonly ReplyRule Unordered = new("unordered", i => CompareUnordered(i.Expected, i.Actual, width: 1));

    /// <summary>The same pairs in any order: a map, or a flat array of alternating keys and values.</summary>
    public static readonly ReplyRule Pairs = new("unordered pairs", i => ComparePairs(i.Expected, i.Actual));

    /// <summary>The same type of reply; aggregates have the same number of elements of the same types.</summary>
    public static readonly ReplyRule Shape = new("shape", i => CompareShape(i.Expected, i.Actual));

    /// <summary>The same type of reply, whatever is in it.</summary>
    public static readonly ReplyRule SameType = new("type", i => CompareType(i.Expected, i.Actual));

    /// <summary>Anything; for commands whose answer says nothing, such as preparations for what follows.</summary>
    public static readonly ReplyRule Any = new("any", _ => null);

    /// <summary>Times: negative ones word for word, others within a tolerance in the unit of the reply.</summary>
    public static ReplyRule Near(long tolerance) => new($"within {tolerance}", i => CompareNear(i.Expected, i.Actual, tolerance));

    /// <summary>
    /// Random elements: as many as the reference gave, each one an element that this server itself listed in the earlier reply
    /// <paramref name="back"/> steps before.
    /// </summary>
    public static ReplyRule PickedFrom(int back, bool distinct, int width = 1) =>
        new("random elements", i => ComparePicked(i, back, distinct, width));

    /// <summary>The reply of EXEC: every element by the rule of its own command.</summary>
    public static ReplyRule Each(
        IReadOnlyList<(RespCommand Command, ReplyRule Rule)> parts) => new("each by its own rule",
        i => CompareEach(i, parts));

    public static string? CompareExact(RespValue expected, RespValue actual) => expected.Equals(actual) ? null : "replies differ";

    private static string? CompareType(RespValue expected, RespValue actual) =>
        expected.Type == actual.Type ? null : $"type {actual.Type} instead of {expected.Type}";

    private static string? CompareUnordered(RespValue expected, RespValue actual, int width)
    {
        if (!expected.IsAggregate || !actual.IsAggregate)
        {
            return CompareExact(expected, actual);
        }

        if (CompareType(expected, actual) is { } reason)
        {
            return reason;
        }

        var rest = new Dictionary<RespValue, int>();
        foreach (var item in Group(expected, width))
        {
            rest[item] = rest.GetValueOrDefault(item) + 1;
        }

        foreach (var item in Group(actual, width))
        {
            if (!rest.TryGetValue(item, out var left) || left == 0)
            {
                return $"unexpected element {item}";
            }

            rest[item] = left - 1;
        }

        var missing = rest.FirstOrDefault(r => r.Value > 0);
        return missing.Value > 0 ? $"missing element {missing.Key}" : null;
    }

    private static string? ComparePairs(RespValue expected, RespValue actual)
    {
        if (expected.Items.Length != actual.Items.Length)
        {
            return $"{actual.Items.Length} items instead of {expected.Items.Length}";
        }

        return CompareUnordered(expected, actual, width: expected.Items.Any(i => i.IsAggregate) ? 1 : 2);
    }

    private static IEnumerable<RespValue> Group(RespValue value, int width) =>
        width == 1 ? value.Items : value.Items.Chunk(width).Select(c => RespValue.Array(c));

    private static string? CompareShape(RespValue expected, RespValue actual)
    {
        if (CompareType(expected, actual) is { } reason)
        {
            return reason;
        }

        if (expected.Items.Length != actual.Items.Length)
        {
            return $"{actual.Items.Length} items instead of {expected.Items.Length}";
        }

        return expected.Items.Zip(actual.Items, CompareShape).FirstOrDefault(r => r is not null);
    }

    private static string? CompareNear(RespValue expected, RespValue actual, long tolerance)
    {
        if (expected.IsAggregate && actual.IsAggregate && expected.Items.Length == actual.Items.Length)
        {
            return expected.Items.Zip(actual.Items, (e, a) => CompareNear(e, a, tolerance)).FirstOrDefault(r => r is not null);
        }

        if (CompareType(expected, actual) is { } reason)
        {
            return reason;
        }

        if (!Number(expected, out var e) || !Number(actual, out var a) || e < 0 || a < 0)
        {
            return CompareExact(expected, actual);
        }

        return Math.Abs(e - a) <= tolerance ? null : $"{a} is not within {tolerance} of {e}";
    }

    private static bool Number(RespValue value, out long number) =>
        long.TryParse(value.Bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string? ComparePicked(RuleInput input, int back, bool distinct, int width)
    {
        var (expected, actual) = (input.Expected, input.Actual);
        if (CompareType(expected, actual) is { } reason)
        {
            return reason;
        }

        var pool = input.Earlier[^back].Actual;
        if (!actual.IsAggregate)
        {
            return actual.IsNull || pool.Items.Contains(actual) ? null : $"{actual} is no element";
        }

        if (expected.Items.Length != actual.Items.Length)
        {
            return $"{actual.Items.Length} items instead of {expected.Items.Length}";
        }

        var allowed = Group(pool, pool.Items.Any(i => i.IsAggregate) ? 1 : width).ToHashSet();
        var picked = Group(actual, actual.Items.Any(i => i.IsAggregate) ? 1 : width).ToList();
        if (distinct && picked.Distinct().Count() != picked.Count)
        {
            return "an element was given twice";
        }

        return picked.Where(p => !allowed.Contains(p)).Select(p => $"{p} is no element").FirstOrDefault();
    }

    private static string? CompareEach(RuleInput input, IReadOnlyList<(RespCommand Command, ReplyRule Rule)> parts)
    {
        var (expected, actual) = (input.Expected, input.Actual);
        if (!expected.IsAggregate || !actual.IsAggregate || expected.Items.Length != parts.Count)
        {
            return CompareExact(expected, actual);
        }

        if (actual.Items.Length != parts.Count)
        {
            return $"{actual.Items.Length} replies instead of {parts.Count}";
        }

        for (var i = 0; i < parts.Count; i++)
        {
            var reason = input.Comparer.Compare(parts[i].Rule, parts[i].Command, expected.Items[i], actual.Items[i], input.Earlier);
            if (reason is not null)
            {
                return $"reply {i + 1}, to {parts[i].Command.Format(60)}: {reason}";
            }
        }

        return null;
    }
}
