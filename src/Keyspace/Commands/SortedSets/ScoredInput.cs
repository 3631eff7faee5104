using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.SortedSets;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>
/// One of the inputs of ZUNION and its relatives: a sorted set, a plain set whose members all have the score 1, or a missing key.
/// </summary>
internal unsafe struct ScoredInput
{
    private const double PlainScore = 1;

    private readonly RedisType _type;
    private readonly ValueEncoding _encoding;
    private readonly byte* _word;
    private readonly SortedSetObject _scored;
    private readonly PointerTable<SetMember> _table;

    /// <summary>Views the value of a key; null for a missing one.</summary>
    public ScoredInput(Shards.Database database, Entry entry)
    {
        Weight = 1;
        if (entry.IsNull)
        {
            return;
        }

        _type = entry.Type;
        _encoding = entry.Encoding;
        _word = (byte*)entry.Word;
        if (_type == RedisType.SortedSet)
        {
            _scored = SortedSetAccess.Open(database, entry);
            Count = _scored.Count;
            return;
        }

        if (_encoding == ValueEncoding.Hashtable)
        {
            _table = new PointerTable<SetMember>(database.Arena, _word);
        }

        Count = _encoding switch
        {
            ValueEncoding.Intset => IntSet.Count(_word),
            ValueEncoding.Listpack => Listpack.Count(_word),
            _ => _table.Count,
        };
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

        if (_type != RedisType.SortedSet)
        {
            return Contains(member);
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

    private readonly bool Contains(ReadOnlySpan<byte> member) => _encoding switch
    {
        ValueEncoding.Intset => IntegerText.TryParse(member, out var integer) && IntSet.Contains(_word, integer),
        ValueEncoding.Listpack => Listpack.Find(_word, Listpack.First(_word), member) != Listpack.None,
        _ => _table.Find(member, Core.Hashing.KeyHash.Of(member)) != null,
    };

    /// <summary>Walks over the members of an input, which must not change meanwhile.</summary>
    internal ref struct Enumerator
    {
        private readonly ScoredInput _input;
        private SortedSetPlace _place;
        private TableEnumerator _elements;
        private int _at;
        private bool _started;

        internal Enumerator(ScoredInput input)
        {
            _input = input;
            if (IsTable)
            {
                _elements = input._table.GetEnumerator();
            }
        }

        /// <summary>The score of the member reached, without the weight.</summary>
        public readonly double Score => _input._type == RedisType.SortedSet ? _input._scored.Score(_place) : PlainScore;

        private readonly bool IsTable => _input.Count > 0 && _input._type == RedisType.Set && _input._encoding == ValueEncoding.Hashtable;

        /// <summary>The member reached.</summary>
        /// <param name="scratch">At least <see cref="ElementValue.ScratchSize"/> bytes.</param>
        public readonly ReadOnlySpan<byte> Member(Span<byte> scratch)
        {
            if (_input._type == RedisType.SortedSet)
            {
                return _input._scored.Member(_place, scratch);
            }

            return _input._encoding switch
            {
                ValueEncoding.Intset => new ElementValue(IntSet.At(_input._word, _at)).AsText(scratch),
                ValueEncoding.Listpack => Listpack.Read(_input._word, _at).AsText(scratch),
                _ => SetMember.Text(_elements.Current),
            };
        }

        /// <summary>Goes on to the next member.</summary>
        public bool MoveNext()
        {
            if (_input.Count == 0)
            {
                return false;
            }

            var first = !_started;
            _started = true;
            if (_input._type == RedisType.SortedSet)
            {
                _place = first ? _input._scored.At(0) : _input._scored.Next(_place);
                return !_place.IsNone;
            }

            switch (_input._encoding)
            {
                case ValueEncoding.Intset:
                    _at = first ? 0 : _at + 1;
                    return _at < _input.Count;
                case ValueEncoding.Listpack:
                    _at = first ? Listpack.First(_input._word) : Listpack.Next(_input._word, _at);
                    return _at != Listpack.None;
                default:
                    return _elements.MoveNext();
            }
        }
    }
}
