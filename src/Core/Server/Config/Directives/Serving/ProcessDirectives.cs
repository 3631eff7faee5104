using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about the process and its background work.</summary>
internal static class ProcessDirectives
{
    public static readonly DirectiveGroup Group = new("Process");

    public static readonly Directive<long> Databases = Group.Add(
        "databases", Positive, 16,
        "Number of databases, from 0 up.", Fixed | InEffect);

    public static readonly Directive<string> Dir = Group.Add(
        "dir", new DirectoryKind(), "",
        "Working directory: files without a full path are here. Default: where the server was started.", Protected | InEffect);

    public static readonly Directive<bool> Daemonize = Group.Add("daemonize", Bool, false, "Run in the background.", Fixed);

    public static readonly Directive<string> Supervised = Group.Add(
        "supervised", new ChoiceKind("upstart", "systemd", "auto", "no"), "no",
        "Tell an init system when the server is ready.", Fixed);

    public static readonly Directive<string> Pidfile = Group.Add(
        "pidfile", FilePath, "",
        "File that holds the process id while the server runs; empty writes none.", Fixed | InEffect);

    public static readonly Directive<long> Hz = Group.Add(
        "hz", new IntegerKind(0, int.MaxValue, hz => Math.Clamp(hz, 1, 500)), 10,
        "How often per second background work runs; taken as 1 to 500.", InEffect);

    public static readonly Directive<bool> DynamicHz = Group.Add("dynamic-hz", Bool, true, "More background work with more clients.");

    public static readonly Directive<bool> Activerehashing = Group.Add(
        "activerehashing", Bool, true,
        "Use idle time to grow hash tables; here they grow with every write, so there is nothing left to do.");

    public static readonly Directive<long> IoThreads = Group.Add(
        "io-threads", new IntegerKind(1, 128), 1,
        "Threads for input and output; here mtcp.cores gives the threads.", Fixed);

    public static readonly Directive<bool> IoThreadsDoReads = Group.Add(
        "io-threads-do-reads", Bool, false,
        "Read with the threads of io-threads.", Fixed);

    public static readonly Directive<bool> SetProcTitle = Group.Add(
        "set-proc-title", Bool, true,
        "Change the title of the process.", Fixed);

    public static readonly Directive<string> ProcTitleTemplate = Group.Add(
        "proc-title-template", new StringKind("a template", ProcessTitle.Check), "{title} {listen-addr} {server-mode}",
        "Title of the process.");

    public static readonly Directive<string> LocaleCollate = Group.Add(
        "locale-collate", Text, "",
        "Locale of string comparisons; empty takes it from the environment.");

    public static readonly Directive<long> ShutdownTimeout = Group.Add(
        "shutdown-timeout", Count, 10,
        "Seconds that a shutdown waits for replicas that lag behind.");

    public static readonly Directive<ShutdownOptions> ShutdownOnSigint = Group.Add(
        "shutdown-on-sigint", new ShutdownOptionsKind(), ShutdownOptions.None,
        "How SIGINT stops the server.");

    public static readonly Directive<ShutdownOptions> ShutdownOnSigterm = Group.Add(
        "shutdown-on-sigterm", new ShutdownOptionsKind(), ShutdownOptions.None,
        "How SIGTERM stops the server.");

    public static readonly Directive<string> ServerCpulist = Group.Add(
        "server_cpulist", Text, "",
        "Processors for the server's threads.", Fixed);

    public static readonly Directive<string> BioCpulist = Group.Add("bio_cpulist", Text, "", "Processors for background threads.", Fixed);

    public static readonly Directive<string> AofRewriteCpulist = Group.Add(
        "aof_rewrite_cpulist", Text, "",
        "Processors for rewriting the append-only file.", Fixed);

    public static readonly Directive<string> BgsaveCpulist = Group.Add(
        "bgsave_cpulist", Text, "",
        "Processors for writing snapshots.", Fixed);

    public static readonly Directive<string> OomScoreAdj = Group.Add(
        "oom-score-adj", new ChoiceKind("no", "yes", "relative", "absolute"), "no",
        "Tell the kernel what to kill first when memory runs out.");

    public static readonly Directive<IReadOnlyList<int>> OomScoreAdjValues = Group.Add(
        "oom-score-adj-values", new OomScoresKind(), [0, 200, 800],
        "Scores of a master, a replica and a child process for oom-score-adj.");

    public static readonly Directive<bool> DisableThp = Group.Add(
        "disable-thp", Bool, true,
        "Turn transparent huge pages off for the process.", Fixed);

    public static readonly Directive<string> IgnoreWarnings = Group.Add(
        "ignore-warnings", Text, "",
        "Names of warnings at start that are not to stop the server.");

    public static readonly Directive<bool> JemallocBgThread = Group.Add(
        "jemalloc-bg-thread", Bool, true,
        "Background thread of the allocator jemalloc, which this server does not use.");
}
