using System.Collections.Concurrent;
using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>CLIENT PAUSE: holds commands back, of all clients, and the removal of expired and evicted keys, until a time.</summary>
internal sealed class ClientPause(SharedKeyspace keyspace)
{
    private readonly ConcurrentDictionary<Session, bool> _held = new();
    private volatile bool _writesOnly;

    /// <summary>Unix time in milliseconds until when commands are held back; 0: they are not.</summary>
    public long Until => keyspace.FrozenUntil;

    /// <summary>Whether only commands that may change the dataset are held back.</summary>
    public bool WritesOnly => _writesOnly;

    /// <summary>Starts or prolongs a pause; a pause of everything is not weakened by one of writes.</summary>
    public void Start(long until, bool writesOnly, long now)
    {
        bool running = Until > now;
        _writesOnly = writesOnly && (!running || _writesOnly);
        keyspace.FrozenUntil = running ? Math.Max(until, Until) : until;
    }

    /// <summary>CLIENT UNPAUSE.</summary>
    public void End()
    {
        keyspace.FrozenUntil = 0;
        foreach (Session session in _held.Keys)
            Release(session);
    }

    /// <summary>Whether the command must wait.</summary>
    public bool Holds(Session session, CommandSpec command)
    {
        long until = Until;
        if (until == 0 || until <= session.Core.Now)
            return false;
        return !_writesOnly || MayWrite(session, command);
    }

    /// <summary>Keeps a session until the pause ends.</summary>
    public void Hold(Session session)
    {
        session.State = SessionState.Paused;
        _held.TryAdd(session, true);
        session.Core.WatchWaiting(session);
    }

    /// <summary>Lets the core's sessions go on when the time is up.</summary>
    public void ResumeIfOver(CoreLoop core, long now)
    {
        if (_held.IsEmpty || Until > now)
            return;
        foreach (Session session in _held.Keys)
        {
            if (session.Core == core)
                Release(session);
        }
    }

    private void Release(Session session)
    {
        if (_held.TryRemove(session, out _))
        {
            session.Core.Post(() =>
            {
                if (session.State == SessionState.Paused)
                    session.Core.Resume(session);
            });
        }
    }

    /// <summary>Whether a command, or the transaction that EXEC is to run, may change the dataset; calls that are only queued count too.</summary>
    public static bool MayWrite(Session session, CommandSpec command) =>
        command.MayWrite || (command.Name == "EXEC" && session.Transaction is { } transaction && transaction.Calls.Exists(call => call.Command.MayWrite));
}
