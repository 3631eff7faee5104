using System.Collections.Concurrent;
using MtcpRedis.Core.Commands;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>CLIENT PAUSE: holds commands back, of all clients, until a time.</summary>
internal sealed class ClientPause
{
    private readonly ConcurrentDictionary<Session, bool> _held = new();
    private long _until;
    private volatile bool _writesOnly;

    /// <summary>Unix time in milliseconds until when commands are held back; 0: they are not.</summary>
    public long Until => Volatile.Read(ref _until);

    /// <summary>Whether only commands that may change the dataset are held back.</summary>
    public bool WritesOnly => _writesOnly;

    /// <summary>Starts or prolongs a pause; a pause of everything is not weakened by one of writes.</summary>
    public void Start(long until, bool writesOnly, long now)
    {
        bool running = Until > now;
        _writesOnly = writesOnly && (!running || _writesOnly);
        Volatile.Write(ref _until, running ? Math.Max(until, Until) : until);
    }

    /// <summary>CLIENT UNPAUSE.</summary>
    public void End()
    {
        Volatile.Write(ref _until, 0);
        foreach (Session session in _held.Keys)
            Release(session);
    }

    /// <summary>Whether the command must wait.</summary>
    public bool Holds(Session session, CommandSpec command)
    {
        long until = Until;
        if (until == 0 || until <= session.Core.Now)
            return false;
        if (command.Name is "CLIENT" || command.Parent?.Name is "CLIENT")
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

    private static bool MayWrite(Session session, CommandSpec command)
    {
        const CommandFlags writing = CommandFlags.Write | CommandFlags.MayReplicate;
        if ((command.Flags & writing) != 0)
            return session.Transaction is null;
        return command.Name == "EXEC" && session.Transaction is { } transaction
            && transaction.Calls.Exists(call => (call.Command.Flags & writing) != 0);
    }
}
