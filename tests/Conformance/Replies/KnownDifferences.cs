using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>
/// Every point in which this project follows 7.2 while the reference is 7.0. Nothing else is tolerated; each use is counted by name.
/// </summary>
public static class KnownDifferences
{
    private const string GetKeysArityError = "ERR wrong number of arguments for 'command|getkeys";

    private static readonly HashSet<string> s_scoreCommands =
    [
        "ZADD", "ZINCRBY", "ZSCORE", "ZMSCORE", "ZRANGE", "ZREVRANGE", "ZRANGEBYSCORE", "ZREVRANGEBYSCORE", "ZPOPMIN", "ZPOPMAX", "ZMPOP",
        "BZPOPMIN", "BZPOPMAX", "BZMPOP", "ZRANDMEMBER", "ZUNION", "ZINTER", "ZDIFF", "ZSCAN",
    ];

    /// <summary>The words in which HELLO asks for authentication: 7.2 mentions the protocol version that has to be given first.</summary>
    public static readonly (string Older, string Newer) HelloAuth =
        ("the HELLO AUTH <user> <pass> option", "the HELLO <proto> AUTH <user> <pass> option");

    public static readonly IReadOnlyList<KnownDifference> All =
    [
        new("list-listpack", "7.2 keeps small lists in one listpack; 7.0 always reports quicklist.", Encoding("quicklist", "listpack")),
        new("set-listpack", "7.2 keeps small sets of strings in a listpack; 7.0 uses a hash table.", Encoding("hashtable", "listpack")),
        new("hash-given-many", "7.2 makes a hash table at once of a hash that one command gives more fields than a listpack may have, even if some are the same.", Encoding("listpack", "hashtable")),
        new("set-given-many", "7.2 makes a hash table at once of a set that one SADD gives more members than an intset may have, even if some are the same.", Encoding("intset", "hashtable")),
        new("rank-lowest", "7.2 refuses the lowest integer as RANK of LPOS; 7.0 overflows.", LowestRank),
        new("timeout-range", "7.2 refuses times of waiting that overflow; 7.0 takes them, or calls them negative.", TimeoutRange),
        new("shortest-double", "7.2 writes scores with the fewest digits that read back the same; 7.0 writes 17.", ShortestScores),
        new("hello-auth-words", "7.2 says HELLO <proto> AUTH where 7.0 says HELLO AUTH.", HelloWords),
        new("rank-withscore", "7.2 takes a fourth word, WITHSCORE, for ZRANK and ZREVRANK; 7.0 knows none.", RankOption),
        new("getkeys-without-arguments", "7.2 takes COMMAND GETKEYS of a command without arguments; 7.0 wants one.", GetKeysArity),
        new("timeout-overflow", "7.2 calls a timeout that overflows out of range; in 7.0 it wraps round and is called negative.", TimeoutOverflow),
    ];

    private static Func<RespCommand, RespValue, RespValue, RespValue?> Encoding(string older, string newer) =>
        (command, expected, actual) =>
            command.Name == "OBJECT" && expected.Type == actual.Type && expected.Text == older && actual.Text == newer ? actual : null;

    private static RespValue? LowestRank(RespCommand command, RespValue expected, RespValue actual) =>
        command.Name == "LPOS" && command.Args.Any(a => a.AsSpan().SequenceEqual("-9223372036854775808"u8))
            ? RespValue.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")
            : null;

    private static RespValue? TimeoutRange(RespCommand command, RespValue expected, RespValue actual) =>
        expected.IsError && expected.Text == "ERR timeout is negative" && actual.IsError && actual.Text == "ERR timeout is out of range"
            ? actual
            : null;

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

    private static RespValue? HelloWords(RespCommand command, RespValue expected, RespValue actual) =>
        command.Name == "HELLO" && expected.IsError
            ? RespValue.Error(expected.Text.Replace(HelloAuth.Older, HelloAuth.Newer, StringComparison.Ordinal))
            : null;

    private static RespValue? RankOption(RespCommand command, RespValue expected, RespValue actual) =>
        command.Name is "ZRANK" or "ZREVRANK" && command.Args.Length == 4 && expected.IsError
            && !command.Arg(3).Equals("WITHSCORE", StringComparison.OrdinalIgnoreCase)
            ? RespValue.Error("ERR syntax error")
            : null;

    private static RespValue? TimeoutOverflow(RespCommand command, RespValue expected, RespValue actual) =>
        command.Name.StartsWith('B') && expected.IsError && expected.Text == "ERR timeout is negative" && !command.Args.Any(a => a is [(byte)'-', ..])
            ? RespValue.Error("ERR timeout is out of range")
            : null;

    private static RespValue? GetKeysArity(RespCommand command, RespValue expected, RespValue actual) =>
        command.Name == "COMMAND" && command.Args.Length == 3 && expected.IsError && actual.IsError
            && expected.Text.StartsWith(GetKeysArityError, StringComparison.Ordinal) && !actual.Text.StartsWith(GetKeysArityError, StringComparison.Ordinal)
            ? actual
            : null;
}
