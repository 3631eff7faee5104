using System.Numerics;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>
/// <c>maxmemory-clients</c>: when all clients together take more, those that take most are disconnected. Each core adds its own up in
/// its tick and leaves sum and largest here for the others; a core evicts only while none of the others has larger clients.
/// </summary>
internal sealed class ClientEviction(Live<SessionSettings> settings, SharedKeyspace keyspace, int cores)
{
    private readonly Lock _lock = new();
    private readonly long[] _sums = new long[cores];
    private readonly int[] _largest = new int[cores];

    /// <summary>The limit in bytes; 0: there is none, and nothing need be measured.</summary>
    public long Limit => settings.Value.MaxMemoryClients.Of(keyspace.Settings.Value.MaxMemory);

    /// <summary>Looks at the sessions of a core and closes as many as the limit asks for; called some times a second.</summary>
    public void Enforce(CoreLoop core, ReadOnlySpan<Session?> sessions, long limit)
    {
        if (Publish(core.Index, sessions) <= limit)
            return;
        foreach ((long bytes, Session session) in Candidates(sessions))
        {
            if (!TryTakeOff(core.Index, bytes, limit))
                return;
            core.Statistics.EvictedClients++;
            core.Node.Log.Notice($"Evicting client: {ClientInfoText.Of(session)}");
            core.Abort(session);
        }
    }

    /// <summary>Sets what other cores see of this one.</summary>
    /// <returns>The sum over all cores.</returns>
    private long Publish(int core, ReadOnlySpan<Session?> sessions)
    {
        long sum = 0, largest = 0;
        foreach (Session? session in sessions)
        {
            if (session is null or { NoEvict: true })
                continue;
            long bytes = ClientMemory.Of(session);
            sum += bytes;
            largest = Math.Max(largest, bytes);
        }
        lock (_lock)
        {
            _sums[core] = sum;
            _largest[core] = SizeClass(largest);
            return _sums.Sum();
        }
    }

    /// <summary>Those that may be evicted, the largest first.</summary>
    private static List<(long Bytes, Session Session)> Candidates(ReadOnlySpan<Session?> sessions)
    {
        var candidates = new List<(long Bytes, Session Session)>();
        foreach (Session? session in sessions)
        {
            if (session is { NoEvict: false })
                candidates.Add((ClientMemory.Of(session), session));
        }
        candidates.Sort((a, b) => b.Bytes.CompareTo(a.Bytes));
        return candidates;
    }

    /// <summary>Whether the next largest client of a core is to go: the sum is over the limit, and no other core has a larger one.</summary>
    private bool TryTakeOff(int core, long bytes, long limit)
    {
        lock (_lock)
        {
            _largest[core] = SizeClass(bytes);
            if (_sums.Sum() <= limit || _largest.Max() > _largest[core])
                return false;
            _sums[core] -= bytes;
            return true;
        }
    }

    /// <summary>Sizes are compared by powers of two, so that cores whose clients are alike need not take turns.</summary>
    private static int SizeClass(long bytes) => BitOperations.Log2((ulong)bytes);
}
