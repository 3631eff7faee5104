using System.Runtime.InteropServices;

namespace MtcpRedis.Server.Config;

/// <summary>What <c>--help</c> and <c>--version</c> print.</summary>
public static class ProgramText
{
    /// <summary>The answer to <c>--version</c>: one line.</summary>
    public static string VersionLine =>
        $"MtcpRedis server v={ProductVersion.Own} redis={ProductVersion.Redis} bits=64 runtime=\"{RuntimeInformation.FrameworkDescription}\"";

    /// <summary>The answer to <c>--help</c>.</summary>
    public static string Help => """
        Usage: mtcp-redis [file.hocon | file.conf] [--directive value ...] [-]
               mtcp-redis -v | --version
               mtcp-redis -h | --help
               mtcp-redis --print-reference

        A server that Redis clients use as they use Redis.

        Starting
          mtcp-redis                                     on port 6379, with defaults
          mtcp-redis --port 7000                         on another port
          mtcp-redis --mtcp.cores 4                      on four cores, each with its own share of the keys
          mtcp-redis --bind 127.0.0.1 ::1                on these addresses only
          mtcp-redis node.hocon                          with a configuration file in HOCON
          mtcp-redis /etc/redis/redis.conf               with a configuration file of Redis
          mtcp-redis node.hocon --maxmemory 2gb --maxmemory-policy allkeys-lru
          echo 'maxmemory 128mb' | mtcp-redis -          with lines of redis.conf from standard input

        Using it
          redis-cli -p 7000 ping                         any Redis client will do
          Stop it with Ctrl-C, SIGTERM or the command SHUTDOWN.
          Other machines are refused until a password is set (--requirepass) or --protected-mode no is given.

        Configuration
          A file whose name ends in .hocon is HOCON: redis { port = 7000 }, mtcp { cores = 4 }. Any other file is read as redis.conf.
          What comes later wins: defaults, HOCON file, redis.conf, standard input, command line. Every directive of Redis 7.2 is known;
          those whose feature is not there yet are named once at start. --print-reference lists all of them with what they mean.
          At run time: CONFIG GET, CONFIG SET, and CONFIG REWRITE to keep the changes in the file.

        Log
          Goes to standard output; --logfile PATH writes a file, --loglevel debug | verbose | notice | warning says how much.

        Exit code
          0 after a clean stop, 1 when the server cannot start; the last line then says why.
        """;
}
