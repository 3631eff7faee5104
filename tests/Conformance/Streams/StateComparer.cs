using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Compares all databases of both servers: keys, types, encodings, expiry times and contents.</summary>
public sealed class StateComparer(Duel duel)
{
    private const long ExpiryToleranceMs = 10_000;

    /// <exception cref="MismatchException">The first difference.</exception>
    public void Compare()
    {
        var (expected, actual) = duel.OnBoth("DBSIZE", side => StateReader.Sizes(side.Admin));
        for (var database = 0; database < expected.Length; database++)
        {
            if (expected[database] != 0 || actual[database] != 0)
            {
                Compare(database);
            }
        }
    }

    private void Compare(int database)
    {
        var (expected, actual) = duel.OnBoth("KEYS", side => StateReader.Read(side.Admin, database));
        var names = Names(expected);
        var others = Names(actual);
        if (names.FirstOrDefault(n => !others.Contains(n)) is { } missing)
        {
            throw Difference("keys", $"database {database} lacks key {missing}");
        }

        if (others.FirstOrDefault(n => !names.Contains(n)) is { } extra)
        {
            throw Difference("keys", $"database {database} has key {extra} that should not be there");
        }

        for (var i = 0; i < expected.Count; i++)
        {
            Compare(database, expected[i], actual[i]);
        }
    }

    private static HashSet<string> Names(List<KeyState> keys) => [.. keys.Select(k => RespFormatter.Quote(k.Key))];

    private void Compare(int database, KeyState expected, KeyState actual)
    {
        var where = $"database {database}, key {RespFormatter.Quote(expected.Key)}";
        if (expected.Type != actual.Type)
        {
            throw Difference("type", $"{where}: type {actual.Type} instead of {expected.Type}");
        }

        var rule = ContentRule(expected, actual);
        Check(
            $"contents of {expected.Type}",
            where,
            rule,
            StateReader.Content(expected.Type, expected.Key),
            expected.Content,
            actual.Content);
        Check(
            $"encoding of {expected.Type}",
            where,
            Rules.Exact,
            new RespCommand("OBJECT", "ENCODING", where),
            expected.Encoding,
            actual.Encoding);
        Check("expiry", where, Rules.Near(ExpiryToleranceMs), new RespCommand("PEXPIRETIME", where), expected.Expires, actual.Expires);
    }

    /// <summary>Small hashes keep the order of insertion and integer sets are sorted, so there the order counts.</summary>
    private static ReplyRule ContentRule(KeyState expected, KeyState actual) => expected.Type switch
    {
        "hash" when expected.Encoding.Text == "listpack" && actual.Encoding.Text == "listpack" => Rules.Exact,
        "hash" => Rules.Pairs,
        "set" when expected.Encoding.Text == "intset" && actual.Encoding.Text == "intset" => Rules.Exact,
        "set" => Rules.Unordered,
        _ => Rules.Exact,
    };

    private void Check(string part, string where, ReplyRule rule, RespCommand command, RespValue expected, RespValue actual)
    {
        var reason = duel.Comparer.Compare(rule, command, expected, actual, []);
        if (reason is not null)
        {
            throw new MismatchException("state", part, $"{where}: {reason}", expected, actual);
        }
    }

    private static MismatchException Difference(string part, string reason) => new("state", part, reason);
}
