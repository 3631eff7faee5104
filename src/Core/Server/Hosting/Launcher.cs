using System.Runtime.InteropServices;
using MtcpRedis.Core.Commands;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.Kernel;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Config.Values;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Hosting;

/// <summary>A node's life as a process: from its configuration to its exit code.</summary>
internal static class Launcher
{
    /// <summary>Descriptors that the process needs besides those of clients.</summary>
    private const int ReservedDescriptors = 32;

    /// <summary>Runs a node until it is told to stop.</summary>
    /// <returns>0 after a clean stop, 1 if it could not start.</returns>
    /// <exception cref="ConfigException">The configuration cannot be put in force.</exception>
    public static int Run(LoadedConfig loaded)
    {
        var config = new ConfigRegistry(loaded);
        WorkingDirectory.Follow(config);
        using NodeLog log = OpenLog(config);
        LimitClients(config, log);
        try
        {
            using var listening = new Listening(config.Settings, log);
            using StackPort? stack = config.Settings.Node.Transport == TransportKind.Dpdk ? StackPort.Open(config.Settings, log) : null;
            return Serve(loaded, config, log, listening, stack);
        }
        catch (TransportException taken)
        {
            log.Warning($"Failed listening on port {config.Settings.Network.Value.Port} (tcp), aborting: {taken.Message}");
            return 1;
        }
        catch (DpdkException missing)
        {
            log.Warning($"mtcp.transport = dpdk: {missing.Message}");
            return 1;
        }
    }

    private static int Serve(LoadedConfig loaded, ConfigRegistry config, NodeLog log, Listening listening, StackPort? stack)
    {
        ListenerSet listeners = listening.Current;
        NodeSettings settings = config.Settings.Node;
        using var stop = new ManualResetEventSlim(initialState: false, spinCount: 0);
        CommandTable commands = AllCommands.BuildTable();
        Rehearsal.Run(commands, log);
        ProcessorPlan processors = ProcessorPlan.For(settings.Cores, settings.Pin, ThreadAffinity.Allowed());
        using var host = new NodeHost(
            new NodeOptions
            {
                Cores = settings.Cores,
                Processors = processors,
                // The kernel's share of the work on sockets needs these processors as well.
                IsUrgent = processors.IsExclusive && stack is not null,
                Akka = loaded.Akka,
            },
            new NodeParts(commands, config, log),
            core =>
            {
                var sockets = new KernelSocketTransport(listeners, core, settings.GatherMicroseconds);
                return stack is null ? sockets : stack.Combine(core, sockets);
            });
        host.Node.RequestStop = stop.Set;
        host.Node.Port = stack?.Port;
        listening.Follow(config, host.Node);
        Banner.Write(log, config);
        foreach (string warning in listeners.Warnings)
            log.Warning(warning);
        if (loaded.NotInEffect() is { } notYet)
            log.Warning(notYet);
        using PidFile? pidFile = PidFile.Create(settings.PidFile, log);
        host.Start();
        // What the start left behind goes now: the first collection is the longest, and a client would wait for it.
        GC.Collect();
        host.Node.Pauses.CountFromNow();
        log.Notice("Server initialized");
        log.Notice(listeners.Port > 0 ? "Ready to accept connections tcp" : "Ready to accept connections");
        if (listeners.UnixSocketPath is { Length: > 0 } path)
            log.Notice($"The server is now ready to accept connections at {path}");
        using OtherThreads? others = processors.IsExclusive ? new OtherThreads(processors.OfOthers, host.CoreThreadIds) : null;
        WaitForStop(stop, others, log);
        host.Dispose();
        log.Warning("Redis is now ready to exit, bye bye...");
        return 0;
    }

    private static void WaitForStop(ManualResetEventSlim stop, OtherThreads? others, NodeLog log)
    {
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            log.Warning($"Received {(context.Signal == PosixSignal.SIGINT ? "SIGINT" : "SIGTERM")} scheduling shutdown...");
            stop.Set();
        }

        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        if (others is not null)
            KeepOff(others, stop, log);
        stop.Wait();
        log.Warning("User requested shutdown...");
    }

    /// <summary>Until the node stops: threads that were made since the last look are moved by the next.</summary>
    private static void KeepOff(OtherThreads others, ManualResetEventSlim stop, NodeLog log)
    {
        while (others.KeepOff())
        {
            if (stop.Wait(others.Interval))
                return;
        }
        log.Warning("The rest of the process may run on the cores' processors: the system does not allow to move its threads.");
    }

    private static NodeLog OpenLog(ConfigRegistry config)
    {
        LoggingSettings settings = config.Settings.Logging.Value;
        try
        {
            var log = new NodeLog(settings.File, settings.Level);
            config.Changed += _ => log.Level = config.Settings.Logging.Value.Level;
            return log;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"Can't open the log file '{settings.File}': {e.Message}", e);
        }
    }

    /// <summary>Raises the limit of open files as far as <c>maxclients</c> needs; says so where the system does not allow it.</summary>
    private static void LimitClients(ConfigRegistry config, NodeLog log)
    {
        long wanted = config.Settings.Clients.Value.MaxClients + ReservedDescriptors;
        long got = ProcessLimits.EnsureDescriptors(wanted);
        // Connections of our own stack need no descriptors.
        if (got >= wanted || config.Settings.Node.Transport == TransportKind.Dpdk)
            return;
        long clients = Math.Max(1, got - ReservedDescriptors);
        config.TrySet([new("maxclients", clients.ToString(System.Globalization.CultureInfo.InvariantCulture))], isLocalClient: true, out _);
        log.Warning(
            $"maxclients is {clients} instead of {wanted - ReservedDescriptors}: the system allows {got} open files. Raise it with 'ulimit -n'.");
    }
}
