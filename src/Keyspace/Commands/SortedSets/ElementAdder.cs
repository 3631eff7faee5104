using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Adds elements to the sorted set at argument 1 and replies, for ZADD, ZINCRBY and GEOADD.</summary>
internal ref struct ElementAdder
{
    private readonly AddOptions _options;
    private long _added;
    private long _updated;
    private bool _processed;
    private double _sum;

    private ElementAdder(AddOptions options) => _options = options;

    /// <summary>Runs the command.</summary>
    /// <param name="c">The call.</param>
    /// <param name="options">Options that agree with each other.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="firstMember">Position of the first member.</param>
    /// <param name="stride">Arguments from one member to the next.</param>
    /// <param name="eventName">The event of a change.</param>
    public static void Run(
        CommandContext c, in AddOptions options, ReadOnlySpan<double> scores, int firstMember, int stride, ReadOnlySpan<byte> eventName)
    {
        if (!c.TryWrite(1, RedisType.SortedSet, out var database, out var entry))
        {
            return;
        }

        var adder = new ElementAdder(options);
        if (!entry.IsNull || !options.IfPresent)
        {
            var set = entry.IsNull ? SortedSetAccess.Create(database) : SortedSetAccess.Open(database, entry);
            if (!adder.TryAddAll(c, ref set, scores, firstMember, stride))
            {
                return;
            }

            var key = c.Arg(1);
            if (entry.IsNull)
            {
                database.Add(key, RedisType.SortedSet, set.Encoding, set.Word);
            }
            else
            {
                SortedSetAccess.Close(entry, set);
            }

            if (adder._added + adder._updated > 0)
            {
                database.Changed(key, KeyspaceEventClasses.SortedSet, eventName);
            }
        }

        adder.Reply(c);
    }

    /// <summary>False when a sum is no number; then it was the only element, and nothing has changed.</summary>
    private bool TryAddAll(CommandContext c, ref SortedSetObject set, ReadOnlySpan<double> scores, int member, int stride)
    {
        foreach (var score in scores)
        {
            if (!TryAdd(ref set, c.Arg(member), score))
            {
                c.Reply.Error("ERR resulting score is not a number (NaN)"u8);
                return false;
            }

            member += stride;
        }

        return true;
    }

    private bool TryAdd(ref SortedSetObject set, ReadOnlySpan<byte> member, double score)
    {
        var slot = set.Find(member);
        if (!slot.IsFound)
        {
            if (!_options.IfPresent)
            {
                set.Add(slot, member, score);
                _added++;
                _processed = true;
                _sum = score;
            }

            return true;
        }

        if (_options.IfMissing)
        {
            return true;
        }

        var current = set.Score(slot);
        if (_options.Increment)
        {
            score += current;
            if (double.IsNaN(score))
            {
                return false;
            }
        }

        if (!_options.Allows(current, score))
        {
            return true;
        }

        if (score != current)
        {
            set.ChangeScore(slot, member, score);
            _updated++;
        }

        _processed = true;
        _sum = score;
        return true;
    }

    private readonly void Reply(CommandContext c)
    {
        if (!_options.Increment)
        {
            c.Reply.Integer(_options.CountChanged ? _added + _updated : _added);
        }
        else if (_processed)
        {
            ElementReply.Score(c.Reply, _sum);
        }
        else
        {
            c.Reply.Null();
        }
    }
}
