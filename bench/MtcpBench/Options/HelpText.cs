namespace MtcpRedis.Bench.Options;

/// <summary>What --help prints.</summary>
internal static class HelpText
{
    /// <summary>The whole text.</summary>
    public const string Text = """
        Usage: mtcp-bench [OPTIONS] [COMMAND ARGS...]

        Sends requests to a Redis server, checks every reply and reports throughput and latency to p99.99.
        Options that redis-benchmark has too mean the same here.

         -h <hostname>      Server host (default 127.0.0.1)
         -p <port>          Server port (default 6379)
         -s <socket>        Server socket (takes the place of host and port)
         -a <password>      Password for AUTH
         --user <username>  User for AUTH; needs -a
         --dbnum <db>       Database to SELECT (default 0)
         -3                 Speak RESP3 (HELLO 3)
         -c <clients>       Parallel connections (default 50)
         --threads <num>    Generator threads, each with its share of the connections (default 1)
         -n <requests>      Requests per test (default 100000)
         --duration <sec>   End each test after so long; without -n only that ends it
         --warmup <sec>     Run each test for so long before the run that counts, and on until this program is compiled
         --after-warmup <command>
                            Run this in the shell when that time is over, to start a profiler or reset statistics
         -P <numreq>        Requests in flight per connection (default 1)
         --rate <rps>       Open loop: so many requests are due per second whether or not earlier ones were
                            answered, and latency counts from when a request was due. Without it the loop is
                            closed: a connection sends again when it has all its replies.
         --idle <clients>   Mostly idle connections in place of a load: each sends one PING every 10 seconds (another
                            number of seconds: --idle-interval), for two rounds or --duration
         -d <size>          Bytes of the values written (default 3)
         -r <keyspacelen>   Replace __rand_int__ in arguments by 12 digits from 0 to keyspacelen-1, drawn for
                            each command; without it the tests use one key each
         --seed <number>    Where those numbers start (default 1); equal seeds send equal requests
         -t <tests>         Comma separated tests (default all):
                            ping (ping_inline, ping_mbulk), set, get, incr, lpush, rpush, lpop, rpop, sadd, hset,
                            spop, zadd, zpopmin, lrange (lrange_100, lrange_300, lrange_500, lrange_600), mset
         --device <port>    Run over our own TCP/IP stack on this port instead of kernel sockets: a PCI address, or a
                            virtual device such as net_af_packet0,iface=veth1. Needs root and DPDK
         --address <ip/len> Address of our side on that port; several (or a list with commas) are used in turns,
                            each gives 28232 connections
         --gateway <ip>     Router to the server, if it is not on the link
         --mac <address>    Station address instead of the port's own
         --mtu <bytes>      Largest IP packet (default 1500)
         --no-huge          Packets in ordinary memory even where hugepages are free
         --no-verify-checksums  Take TCP checksums of received packets as right
         --loss <percent>   Throw away so many of the frames in either direction
         -l                 Repeat the tests until interrupted
         -q                 One line per test
         --csv              Comma separated values
         --json             One JSON document at the end
         -e                 Show wrong replies as they come, at most one a second
         --help, --version

        A reply that is an error, has the wrong type or, where it is known, the wrong value is counted and shown.
        Exit code: 0 all replies right, 1 wrong replies or the load could not be run, 130 interrupted.
        """;
}
