using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>
/// Every point in which this project follows 7.2 while the reference is 7.0. Nothing else is tolerated; each use is counted by name.
/// </summary>
public static class KnownDifferences
{
    private static readonly HashSet<string> s_scoreCommands =
    [
        "ZADD", "ZINCRBY", "ZSCORE", "ZMSCORE", "ZRANGE", "ZREVRANGE", "ZRANGEBYSCORE", "ZREVRANGEBYSCORE", "ZPOPMIN", "ZPOPMAX", "ZMPOP",
        "BZPOPMIN", "BZPOPMAX", "BZMPOP", "ZRANDMEMBER", "ZUNION", "ZINTER", "ZDIFF", "ZSCAN",
    ];

    public static readonly IReadOnlyList<KnownDifference> All =
    [
        new("list-listpack", "7.2 keeps small lists in one listpack; 7.0 always reports quicklist.", Encoding("quicklist", "listpack")),
        new("set-listpack", "7.2 keeps small sets of strings in a listpack; 7.0 uses a hash table.", Encoding("hashtable", "listpack")),
        new("shortest-double", "7.2 writes scores with the fewest digits that read back the same; 7.0 writes 17.", ShortestScores),
        new("bit-arguments-first", "7.2 checks the arguments of BITCOUNT and BITPOS also when the key does not exist.", BitArguments),
    ];

    private static Func<RespCommand, RespValue, RespValue, RespValue?> Encoding(string older, string newer) =>
        (command, expected, actual) =>
            command.Name == "OBJECT" && expected.Type == actual.Type && expected.Text == older && actual.Text == newer ? actual : null;

    private static RespValue? ShortestScores(RespCommand command, RespValue expected, RespValue actual) =>
        s_scoreCommands.Contains(command.Name) ? Shorten(expected) : null;

    private static RespValue Shorten(RespValue value)
    {
        if (value.IsAggregate)
        {
            return RespValue.Aggregate(value.Type, [.. value.Items.Select(Shorten)]);
        }

        return value.Type is RespType.Bulk or RespType.Double && DoubleText.IsSeventeenDigits(value.Text, out var number)
            ? RespValue.Scalar(value.Type, System.Text.Encoding.Latin1.GetBytes(DoubleText.Shortest(number)))
            : value;
    }

    private static RespValue? BitArguments(RespCommand command, RespValue expected, RespValue actual) =>
        command.Name is "BITCOUNT" or "BITPOS" && expected.Type == RespType.Integer && expected.AsInteger <= 0 && IsArgumentError(actual)
            ? actual
            : null;

    private static bool IsArgumentError(RespValue actual) =>
        actual.IsError && actual.Text is "ERR syntax error" or "ERR value is not an integer or out of range"
            or "ERR The bit argument must be 1 or 0.";
}
