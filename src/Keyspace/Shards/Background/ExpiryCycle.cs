using System.Diagnostics;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Shards.Background;

/// <summary>
/// Removes keys whose time has come though nobody asks for them. It looks at some keys of a database at a time and goes on with the
/// same database while many of them were due, so the work follows the need; a share of the time bounds it. The figures are those
/// of the Redis documentation on <c>active-expire-effort</c>.
/// </summary>
internal sealed unsafe class ExpiryCycle
{
    private const int KeysPerLoop = 20;
    private const int TimePercent = 25;
    private const int AcceptableStalePercent = 10;
    private const int MaxTickMilliseconds = 1000;
    private const double StaleWeight = 0.05;

    private static readonly long s_slice = Stopwatch.Frequency / 1000;

    private readonly KeyspaceShard _shard;
    private int _database;
    private int _databasesLeft;
    private long _budget;
    private long _lastTick;
    private long _sampled;
    private long _expired;

    public ExpiryCycle(KeyspaceShard shard)
    {
        _shard = shard;
    }

    /// <summary>Whether this tick's work is not done yet.</summary>
    public bool HasWork => _databasesLeft > 0;

    private int Effort => _shard.Settings.ActiveExpireEffort - 1;

    /// <summary>Starts a tick: a share of the time since the last one may be used, and every database is looked at.</summary>
    public void BeginTick()
    {
        if (HasWork)
            EndTick(outOfTime: true);
        long elapsed = Math.Clamp(_shard.Now - _lastTick, 1, MaxTickMilliseconds);
        _lastTick = _shard.Now;
        _budget = elapsed * Stopwatch.Frequency / 1000 * (TimePercent + 2 * Effort) / 100;
        _databasesLeft = _shard.Databases.Length;
        _sampled = _expired = 0;
    }

    /// <summary>Works for about a millisecond.</summary>
    /// <returns>Whether the tick has both work and time left.</returns>
    public bool RunSlice()
    {
        if (!HasWork)
            return false;
        long start = Stopwatch.GetTimestamp();
        while (_databasesLeft > 0)
        {
            Database database = _shard.Databases[_database];
            if (database.ExpiringCount == 0 || !RunLoop(database))
            {
                _database = (_database + 1) % _shard.Databases.Length;
                _databasesLeft--;
                continue;
            }
            long elapsed = Stopwatch.GetTimestamp() - start;
            if (elapsed < Math.Min(s_slice, _budget))
                continue;
            _budget -= elapsed;
            if (_budget > 0)
                return true;
            EndTick(outOfTime: true);
            return false;
        }
        EndTick(outOfTime: false);
        return false;
    }

    /// <summary>Looks at some keys; whether so many were due that it is worth looking on at once.</summary>
    private bool RunLoop(Database database)
    {
        int keys = KeysPerLoop + KeysPerLoop / 4 * Effort;
        byte** due = stackalloc byte*[keys];
        var visitor = new DueFinder(due, keys, _shard.Now);
        database.ExpiryCursor = database.Expiring.Scan(database.ExpiryCursor, keys, ref visitor);
        for (int i = 0; i < visitor.Due; i++)
            database.Expire(new Entry(due[i]));
        database.NoteLifetimes(visitor.Left, visitor.Living);
        _sampled += visitor.Seen;
        _expired += visitor.Due;
        return visitor.Due * 100 > visitor.Seen * (AcceptableStalePercent - Effort);
    }

    private void EndTick(bool outOfTime)
    {
        ShardStatistics statistics = _shard.Statistics;
        if (outOfTime)
            statistics.ExpireTimeCapReached++;
        double stale = _sampled == 0 ? 0 : 100.0 * _expired / _sampled;
        statistics.ExpiredStalePercent = stale * StaleWeight + statistics.ExpiredStalePercent * (1 - StaleWeight);
        _databasesLeft = 0;
    }

    /// <summary>Collects the keys that are due, as many as there is room for; others are met again in the next round.</summary>
    private struct DueFinder(byte** due, int capacity, long now) : ITableVisitor
    {
        public int Seen;
        public int Due;

        public int Living;

        /// <summary>Milliseconds that the living have left, together.</summary>
        public double Left;

        public void Visit(byte* element)
        {
            Seen++;
            long left = new Entry(element).ExpiresAt - now;
            if (left > 0)
            {
                Living++;
                Left += left;
            }
            else if (Due < capacity)
            {
                due[Due++] = element;
            }
        }
    }
}
