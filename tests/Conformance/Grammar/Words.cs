using System.Globalization;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>What stands for a placeholder of a grammar line: keys, numbers, values, each with its share of odd ones.</summary>
public static class Words
{
    private const int KeysPerType = 6;

    private static readonly string[] s_boundaries =
    [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809", "9223372036854775806", "2147483647",
        "-2147483648", "4294967296", "18446744073709551615",
    ];

    /// <summary>
    /// Texts that are no numbers, or numbers that commands refuse. A number followed by a zero byte is not among them: C's functions end
    /// there, so that some commands of Redis take it, and others cut their error texts.
    /// </summary>
    private static readonly string[] s_noNumbers =
        ["", "abc", "1.5", " 1", "1 ", "01", "+1", "-0", "0x10", "1e3", "inf", "nan", "-", "9223372036854775808", "--1"];

    private static readonly string[] s_keyKinds = ["str", "hash", "list", "set", "zset", "geo", "hll", "bits", "int"];

    private static readonly Dictionary<string, Func<Gen, byte[]>> s_makers = new()
    {
        ["str"] = g => Key(g, "str"),
        ["hash"] = g => Key(g, "hash"),
        ["list"] = g => Key(g, "list"),
        ["set"] = g => Key(g, "set"),
        ["zset"] = g => Key(g, "zset"),
        ["geo"] = g => Key(g, "geo"),
        ["hll"] = g => Key(g, "hll"),
        ["bits"] = g => Key(g, "bits"),
        ["num"] = g => Key(g, "int"),
        ["lex"] = g => Gen.Text("lex:" + g.Between(1, 3)),
        ["sortlist"] = g => Gen.Text("sl:" + g.Between(1, 3)),
        ["sortset"] = g => Gen.Text("ss:" + g.Between(1, 3)),
        ["sortzset"] = g => Gen.Text("sz:" + g.Between(1, 3)),
        ["sortelem"] = SortElement,
        ["sortweight"] = g => [.. "w:"u8, .. SortElement(g)],
        ["sortobject"] = g => [.. "o:"u8, .. SortElement(g)],
        ["bl"] = g => Gen.Text("bl:" + g.Between(1, 3)),
        ["bz"] = g => Gen.Text("bz:" + g.Between(1, 3)),
        ["any"] = g => Key(g, g.Pick(s_keyKinds)),
        ["val"] = Value,
        ["small"] = g => g.Chance(0.9) ? Gen.Text(g.Pick("a", "b", "c", "hello", "world", "1", "2", "10", "-5", "3.25")) : Value(g),
        ["int"] = Integer,
        ["idx"] = Index,
        ["cnt"] = Count,
        ["pos"] = g => g.Chance(0.93) ? Gen.Text(g.Between(1, 6)) : NoNumber(g),
        ["nat"] = g => g.Chance(0.93) ? Gen.Text(g.Between(0, 12)) : Odd(g),
        ["float"] = Float,
        ["floatinrange"] = FloatInRange,
        ["off"] = g => g.Chance(0.9) ? Gen.Text(g.Between(0, 40)) : g.Chance(0.5) ? Gen.Text(g.Between(100, 20000)) : Offset(g),
        ["bit"] = g => g.Chance(0.96) ? Gen.Text(g.Next(2)) : Gen.Text(g.Pick("2", "-1", "", "a")),
        ["secs"] = g => g.Chance(0.9) ? Gen.Text(g.Between(1_000, 200_000)) : Ttl(g),
        ["ms"] = g => g.Chance(0.9) ? Gen.Text(g.Between(1_000_000, 200_000_000)) : Ttl(g),
        ["at"] = g => g.Chance(0.85) ? Gen.Text(4_102_444_800 + g.Next(1_000_000)) : PastOrOdd(g),
        ["atms"] = g => g.Chance(0.85) ? Gen.Text(4_102_444_800_000 + g.Next(1_000_000_000)) : PastOrOdd(g),
        ["field"] = Field,
        ["member"] = Field,
        ["uniq"] = g => Gen.Text("u" + g.Between(0, 1_000_000_000)),
        ["imember"] = g => g.Chance(0.8) ? Gen.Text(g.Between(-20, 40)) : Field(g),
        ["score"] = Score,
        ["smin"] = ScoreBound,
        ["lmin"] = LexBound,
        ["db"] = g => g.Chance(0.9) ? Gen.Text(g.Next(4)) : Gen.Text(g.Pick("15", "16", "-1", "a", "", "1000000000000")),
        ["lon"] = g => Coordinate(g, 13, 16, 180.5),
        ["lat"] = g => Coordinate(g, 37, 39, 86),
        ["radius"] = g => Gen.Text(g.Pick("1", "10", "100", "150.5", "500", "2000", "20000", "0", "-1", "abc", "0.5")),
        ["unit"] = g => Gen.Text(g.Chance(0.95) ? g.Pick("m", "km", "ft", "mi", "KM") : g.Pick("x", "")),
        ["glob"] = g => Gen.Text(g.Pick("*", "a*", "*1", "?", "[a-c]*", "str:*", "*:[0-3]", "h?sh:*", "\\*", "[^a]*", "nothing", "", "*[*", "k\\")),
        ["bad"] = g => Gen.Text(g.Pick(s_noNumbers)),
        ["bitfieldtype"] = g => Gen.Text(g.Chance(0.9)
            ? g.Pick("u8", "i8", "u4", "i5", "u16", "i16", "u1", "i64", "u63", "i32")
            : g.Pick("u64", "i65", "u0", "x8", "8", "")),
        ["bitfieldoff"] = g => Gen.Text(g.Chance(0.9) ? g.Pick("", "#") + g.Between(0, 30) : g.Pick("-1", "#-1", "abc", "#", "100000")),
        ["int64"] = g => g.Chance(0.7) ? Gen.Text(g.Between(-300, 300)) : Integer(g),
        ["channel"] = g => Gen.Text("ch" + g.Pick("1", "2", "3", "", "{a}")),
        // Case matters, and a failing change would lose the class n, which Redis' own text of the classes leaves out beside A.
        ["events"] = g => Gen.Text(g.Pick("KEA", "KEAm", "KEAmn", "Kg$", "Elsh", "Kz", "AKE", "KEd")),
        ["chpattern"] = g => Gen.Text(g.Pick("ch*", "ch[12]", "*", "nomatch?", "ch{a}")),
        ["weight"] = g => g.Chance(0.9) ? Gen.Text(g.Pick("1", "2", "0", "-1", "0.5", "1e2", "inf", "-inf")) : Gen.Text(g.Pick("nan", "abc", "")),
        ["cmdname"] = g => Gen.Text(g.Pick(
            "get", "set", "mset", "sort", "zunionstore", "lmpop", "config|get", "config", "nosuch", "GEORADIUS", "blpop", "object|encoding")),
    };

    /// <summary>Whether a placeholder of that name exists.</summary>
    public static bool Knows(string name) => s_makers.ContainsKey(name);

    /// <summary>Makes bytes for the placeholder.</summary>
    public static byte[] Make(string name, Gen g) => s_makers[name](g);

    /// <summary>A word in the wrong place: no number that could make a server allocate or loop.</summary>
    public static byte[] Junk(Gen g) =>
        Gen.Text(g.Chance(0.5)
            ? g.Pick(s_noNumbers)
            : g.Pick("-1", "0", "1", "2", "17", "9223372036854775807", "-9223372036854775808", "NX", "*", "LIMIT"));

    /// <summary>A key of the kind, sometimes of another kind, sometimes one that never exists.</summary>
    public static byte[] Key(Gen g, string kind)
    {
        if (g.Chance(0.06))
        {
            kind = g.Pick(s_keyKinds);
        }
        else if (g.Chance(0.02))
        {
            return g.Pick(Gen.Text("missing"), Gen.Text(""), Gen.Text("odd key \"\r\n\0\xff"), Gen.Text("{" + kind + "}"));
        }

        var number = g.Next(KeysPerType);
        return Gen.Text(number == 0 ? $"{{{kind}}}tag" : $"{kind}:{number}");
    }

    private static byte[] Value(Gen g) => g.Next(1000) switch
    {
        < 300 => Gen.Text(g.Between(-1000, 1000)),
        < 350 => Gen.Text(g.Pick(s_boundaries)),
        < 430 => Gen.Text(g.Pick("3.14", "-0.5", "1e10", "2.50", "0.1", "10.0", "5e-3")),
        < 470 => [],
        < 550 => g.Bytes(g.Between(1, 40)),
        < 800 => g.Letters(g.Between(1, 20)),
        < 860 => Gen.Text(g.Pick("hello", "world", "foobar", "true", "nil")),
        < 930 => g.Letters(g.Between(40, 70)),
        < 985 => g.Letters(g.Between(70, 2000)),
        < 998 => g.Bytes(g.Between(2000, 40_000)),
        _ => g.Bytes(g.Between(60_000, 1 << 20)),
    };

    private static byte[] Integer(Gen g) => g.Next(100) switch
    {
        < 75 => Gen.Text(g.Between(-100, 100)),
        < 92 => Gen.Text(g.Pick(s_boundaries)),
        _ => NoNumber(g),
    };

    private static byte[] Index(Gen g) => g.Next(100) switch
    {
        < 85 => Gen.Text(g.Between(-8, 8)),
        < 92 => Gen.Text(g.Pick("100", "-100", "1000", "-1000")),
        < 95 => Gen.Text(g.Pick(s_boundaries)),
        _ => NoNumber(g),
    };

    private static byte[] Count(Gen g) => g.Next(100) switch
    {
        < 80 => Gen.Text(g.Between(1, 6)),
        < 86 => Gen.Text(0),
        < 92 => Gen.Text(g.Between(10, 300)),
        < 95 => Gen.Text(g.Between(-6, -1)),
        _ => NoNumber(g),
    };

    private static byte[] Odd(Gen g) => g.Chance(0.5) ? Gen.Text(g.Pick("-1", "9223372036854775807", "-9223372036854775808")) : NoNumber(g);

    private static byte[] NoNumber(Gen g) => Gen.Text(g.Pick(s_noNumbers));

    /// <summary>Redis does not clear the C library's range error: after 1e400, SORT refuses numbers that are fine.</summary>
    private static byte[] FloatInRange(Gen g)
    {
        byte[] text;
        do
            text = Float(g);
        while (text.AsSpan().SequenceEqual("1e400"u8));
        return text;
    }

    private static byte[] Float(Gen g) => g.Next(100) switch
    {
        < 40 => Gen.Text(g.Pick("0.1", "0.5", "-0.25", "3.0e3", "1.5", "-2.75", "100", "0", "10.50")),
        < 70 => Gen.Text((g.Between(-100_000, 100_000) / 1000.0).ToString(CultureInfo.InvariantCulture)),
        < 80 => Gen.Text(g.Between(-1000, 1000)),
        < 90 => Gen.Text(g.Pick("1e-5", "1e15", "5.0e-3", "123456789.123", "-1e17")),
        _ => Gen.Text(g.Pick("", "abc", "inf", "-inf", "nan", "1e400", " 1.5", "1.5 ", "0x1p3", "1,5", "1.2.3")),
    };

    private static byte[] Offset(Gen g) =>
        Gen.Text(g.Pick("-1", "abc", "", "9223372036854775807", "-9223372036854775808", "4294967296", "4194304", "33554432"));

    private static byte[] Ttl(Gen g) => g.Chance(0.5)
        ? Gen.Text(g.Pick("0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775", "9223372036854776", "-5"))
        : NoNumber(g);

    private static byte[] PastOrOdd(Gen g) => g.Chance(0.6) ? Gen.Text(g.Pick("1", "1000", "0", "-1", "-100")) : Ttl(g);

    private static byte[] Field(Gen g) => g.Next(100) switch
    {
        < 60 => Gen.Text(g.Pick("a", "b", "c", "d", "e", "f", "g", "h")),
        < 82 => Gen.Text(g.Between(-5, 30)),
        < 90 => Gen.Text("m" + g.Between(0, 200)),
        < 93 => Gen.Text(g.Pick("", "\0", "a b", "3.0", "\xff\xfe", "007", "9223372036854775807")),
        < 96 => g.Letters(g.Between(60, 70)),
        < 99 => g.Letters(g.Between(1, 30)),
        _ => g.Letters(g.Between(100, 3000)),
    };

    private static byte[] SortElement(Gen g) =>
        Gen.Text(g.Chance(0.95) ? g.Pick("1", "2", "3", "5", "8", "10", "12", "-4", "2.5", "100") : g.Pick("a", "b", "c", "1e3", ""));

    private static byte[] Score(Gen g) => g.Next(100) switch
    {
        < 55 => Gen.Text(g.Between(-10, 10)),
        < 80 => Gen.Text((g.Between(-5000, 5000) / 100.0).ToString(CultureInfo.InvariantCulture)),
        < 88 => Gen.Text(g.Pick("inf", "-inf", "+inf", "1e20", "-1.5e-7", "0.1", "1e300", "9007199254740993", "4503599627370497", "-0")),
        < 94 => Gen.Text(g.Between(100_000, 1_000_000_000)),
        _ => Gen.Text(g.Pick("nan", "abc", "", "1e400", " 1", "0x10", "(1")),
    };

    private static byte[] ScoreBound(Gen g) => g.Next(100) switch
    {
        < 30 => Gen.Text(g.Pick("-inf", "+inf", "inf")),
        < 65 => Gen.Text(g.Between(-10, 10)),
        < 85 => Gen.Text("(" + g.Between(-10, 10)),
        < 95 => Gen.Text(g.Pick("0.1", "(0.1", "(-inf", "(+inf", "1e20", "-7.25")),
        _ => Gen.Text(g.Pick("", "(", "abc", "[1", "nan", "(nan")),
    };

    private static byte[] LexBound(Gen g) => g.Next(100) switch
    {
        < 30 => Gen.Text(g.Pick("-", "+")),
        < 60 => Gen.Text("[" + g.Pick("a", "b", "c", "d", "g", "", "1", "m1")),
        < 92 => Gen.Text("(" + g.Pick("a", "b", "c", "d", "g", "", "1", "m1")),
        _ => Gen.Text(g.Pick("", "a", "-a", "++", "inf")),
    };

    private static byte[] Coordinate(Gen g, int low, int high, double limit)
    {
        var value = g.Next(100) switch
        {
            < 70 => low + (g.Unit() * (high - low)),
            < 97 => ((2 * g.Unit()) - 1) * limit,
            _ => double.NaN,
        };
        return double.IsNaN(value)
            ? Gen.Text(g.Pick("abc", "", "200", "-200", "inf", "nan"))
            : Gen.Text(Math.Round(value, 6).ToString(CultureInfo.InvariantCulture));
    }
}
