using MtcpRedis.Conformance.Grammar;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Lists, without waiting.</summary>
public static class ListFamily
{
    public static readonly Family Family = new(
        "list",
        [
            Line("RPUSH %list {1,5 %small}", weight: 40),
            Line("LPUSH %list {1,5 %small}", weight: 30),
            Line("RPUSH %list {1,3 %val}", weight: 20),
            Line("LPUSH %list {1,3 %val}", weight: 10),
            Line("RPUSH %list {100,250 %small}", weight: 2),
            Line("LPUSHX %list {1,3 %small}"),
            Line("RPUSHX %list {1,3 %small}"),
            Line("LPOP %list [%cnt]", weight: 20),
            Line("RPOP %list [%cnt]", weight: 20),
            Line("LLEN %list"),
            Line("LINDEX %list %idx", weight: 15),
            Line("LRANGE %list %idx %idx", weight: 20),
            Line("LRANGE %list 0 -1"),
            Line("LSET %list %idx %small", weight: 15),
            Line("LSET %list %idx %val", weight: 8),
            Line("LINSERT %list (BEFORE|AFTER|UNDER) %small %small", weight: 15),
            Line("LINSERT %list (BEFORE|AFTER) %small %val", weight: 8),
            Line("LREM %list %idx %small", weight: 12),
            Line("LTRIM %list %idx %idx", weight: 6),
            Line("LPOS %list %small <[RANK %idx] [COUNT %nat] [MAXLEN %nat]>", weight: 20),
            Line("LMOVE %list %list (LEFT|RIGHT|UP) (LEFT|RIGHT)", weight: 15),
            Line("RPOPLPUSH %list %list"),
            Line("LMPOP #{1,3 %list} (LEFT|RIGHT) [COUNT %cnt]"),
            Line("OBJECT ENCODING %list", weight: 6),
            Line("DEL %list", weight: 4),
            Line("COPY %list %list [REPLACE]", weight: 3),
            Line("RENAME %list %list", weight: 2),
            Line("LLEN %any", weight: 3),
            Line("SET %list %small", weight: 2),
        ])
    {
        Directives = [("list-max-listpack-size", ["-5", "-1", "3", "16", "128"]), ("list-compress-depth", ["0", "1", "2"])],
    };
}
