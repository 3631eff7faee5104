using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sets;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>
/// One of the inputs of ZUNION and its relatives: a sorted set, a plain set whose members all have the score 1, or a missing key.
/// </summary>
internal struct ScoredInput
{
    private const double PlainScore = 1;

    private readonly bool _isScored;
    private readonly SortedSetObject _scored;
    private readonly SetObject _plain;

    /// <summary>Views the value of a key; null for a missing one.</summary>
    public ScoredInput(Database database, Entry entry)
    {
        Weight = 1;
        if (entry.IsNull)
        {
            return;
        }

        _isScored = entry.Type == RedisType.SortedSet;
        if (_isScored)
        {
            _scored = SortedSetAccess.Open(database, entry);
            Count = _scored.Count;
        }
        else
        {
            _plain = new SetObject(database.Arena, entry.Encoding, entry.Word, default);
            Count = _plain.Count;
        }
    }

    /// <summary>Number of members.</summary>
    public long Count { get; }

    /// <summary>What its scores are multiplied by.</summary>
    public double Weight { get; set; }

    /// <summary>Finds the input at argument <paramref name="index"/>; false when the error for a wrong type has been replied.</summary>
    public static bool TryRead(CommandContext c, int index, out ScoredInput input)
    {
        var key = c.Arg(index);
        var database = c.DatabaseOf(key);
        var entry = database.FindForRead(key);
        if (!entry.IsNull && entry.Type != RedisType.Set && !c.CheckType(entry, RedisType.SortedSet))
        {
            input = default;
            return false;
        }

        input = new ScoredInput(database, entry);
        return true;
    }

    /// <summary>The score of a member, without the weight.</summary>
    public readonly bool TryScore(ReadOnlySpan<byte> member, out double score)
    {
        score = PlainScore;
        if (Count == 0)
        {
            return false;
        }

        if (!_isScored)
        {
            return _plain.Contains(member);
        }

        var slot = _scored.Find(member);
        if (slot.IsFound)
        {
            score = _scored.Score(slot);
        }

        return slot.IsFound;
    }

    /// <summary>All members, for foreach.</summary>
    public readonly Enumerator GetEnumerator() => new(this);

    /// <summary>Walks over the members of an input, which must not change meanwhile.</summary>
    internal ref struct Enumerator
    {
        private readonly ScoredInput _input;
        private SortedSetPlace _place;
        private SetMembers _members;
        private bool _started;

        internal Enumerator(ScoredInput input)
        {
            _input = input;
            if (input.Count > 0 && !input._isScored)
            {
                _members = input._plain.GetEnumerator();
            }
        }

        /// <summary>The score of the member reached, without the weight.</summary>
        public readonly double Score => _input._isScored ? _input._scored.Score(_place) : PlainScore;

        /// <summary>The member reached.</summary>
        /// <param name="scratch">At least <see cref="ElementValue.ScratchSize"/> bytes.</param>
        public readonly ReadOnlySpan<byte> Member(Span<byte> scratch) =>
            _input._isScored ? _input._scored.Member(_place, scratch) : _members.Current.AsText(scratch);

        /// <summary>Goes on to the next member.</summary>
        public bool MoveNext()
        {
            if (_input.Count == 0)
            {
                return false;
            }

            if (!_input._isScored)
            {
                return _members.MoveNext();
            }

            _place = _started ? _input._scored.Next(_place) : _input._scored.At(0);
            _started = true;
            return !_place.IsNone;
        }
    }
}
