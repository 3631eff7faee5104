namespace MtcpRedis.Server.Tests.Config;

/// <summary>Values that can be set at run time, one for each kind of value.</summary>
internal static class SampleValues
{
    public static IReadOnlyList<(string Name, string Value)> Mutable { get; } =
    [
        ("activerehashing", "no"), ("port", "7000"), ("maxmemory", "123456"), ("maxmemory-clients", "5%"),
        ("maxmemory-policy", "volatile-ttl"), ("list-max-listpack-size", "-3"), ("save", "1 2 3 4"),
        ("client-output-buffer-limit", "normal 1gb 1 1 replica 5 5 5"), ("notify-keyspace-events", "AKEmn"),
        ("oom-score-adj-values", "-5 0 5"), ("latency-tracking-info-percentiles", "1.5 99.99"), ("bind", "127.0.0.1 -::1"),
        ("shutdown-on-sigint", "save now"), ("requirepass", "a 'b' \"c\" \\ # {d}\t\n"), ("proc-title-template", "{title} x {port}"),
        ("masteruser", "null"), ("masterauth", " "), ("tls-ciphers", "A:B,C=D"), ("repl-diskless-load", "swapdb"), ("cluster-announce-hostname", "a-b.c"),
    ];
}
