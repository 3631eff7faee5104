using MtcpRedis.Conformance.Grammar;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Strings and counters.</summary>
public static class StringsFamily
{
    public static readonly Family Family = new(
        "strings",
        [
            Line("SET %str %val", weight: 20),
            Line("SET %num %int64", weight: 10),
            Line("SET %str %val <[NX|XX] [GET] [EX %secs|PX %ms|EXAT %at|PXAT %atms|KEEPTTL]>", weight: 30),
            Line("SET %str %val <[NX|XX|NX XX] [GET] [EX %bad|PX %bad|EX %secs PX %ms|KEEPTTL EX %secs]>", weight: 3),
            Line("GET %str", weight: 20),
            Line("GET %any", weight: 5),
            Line("SETNX %str %val"),
            Line("SETEX %str %secs %val"),
            Line("PSETEX %str %ms %val"),
            Line("GETSET %str %val"),
            Line("GETDEL %str"),
            Line("GETEX %str [EX %secs|PX %ms|EXAT %at|PXAT %atms|PERSIST|EX %secs PERSIST]", weight: 12),
            Line("MGET {1,5 %str}"),
            Line("MGET {1,4 %any}"),
            Line("MSET {1,4 %str %val}"),
            Line("MSETNX {1,3 %str %val}"),
            Line("APPEND %str %val", weight: 15),
            Line("STRLEN %str"),
            Line("SETRANGE %str %off %val"),
            Line("GETRANGE %str %idx %idx", weight: 15),
            Line("SUBSTR %str %idx %idx", weight: 3),
            Line("INCR %num"),
            Line("DECR %num"),
            Line("INCRBY %num %int"),
            Line("DECRBY %num %int"),
            Line("INCR %str", weight: 4),
            Line("DECRBY %str %int", weight: 4),
            Line("INCRBYFLOAT %num %float"),
            Line("INCRBYFLOAT %str %float", weight: 4),
            Line("LCS %str %str <[LEN] [IDX] [MINMATCHLEN %nat] [WITHMATCHLEN]>"),
            Line("OBJECT ENCODING %str"),
            Line("OBJECT ENCODING %num", weight: 5),
            Line("DEL {1,2 %str}", weight: 5),
            Line("DEL %num", weight: 3),
            Line("STRLEN %any", weight: 3),
        ]);
}
