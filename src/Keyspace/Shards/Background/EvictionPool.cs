namespace MtcpRedis.Keyspace.Shards.Background;

/// <summary>
/// The best candidates for eviction met so far, kept from one eviction to the next so that few samples per eviction come close to the
/// exact order. Holds copies of the keys; a candidate may be gone when its turn comes.
/// </summary>
internal sealed class EvictionPool
{
    private const int Capacity = 16;
    private const int UsualKeyLength = 256;

    private readonly Candidate[] _candidates = new Candidate[Capacity];
    private int _count;

    public EvictionPool()
    {
        for (int i = 0; i < Capacity; i++)
            _candidates[i].Key = new byte[UsualKeyLength];
    }

    /// <summary>Forgets all candidates, as when the policy that ranked them changes.</summary>
    public void Clear() => _count = 0;

    /// <summary>Enters a candidate if there is room or a worse one to drop.</summary>
    /// <param name="score">The higher, the sooner it is evicted.</param>
    /// <param name="database">Index of its database.</param>
    /// <param name="key">The key; copied.</param>
    public void Offer(ulong score, int database, ReadOnlySpan<byte> key)
    {
        if (_count == Capacity && score <= _candidates[0].Score)
            return;
        int place = 0;
        while (place < _count && _candidates[place].Score < score)
            place++;
        Candidate entered;
        if (_count < Capacity)
        {
            entered = _candidates[_count];
            Array.Copy(_candidates, place, _candidates, place + 1, _count - place);
            _count++;
        }
        else
        {
            entered = _candidates[0];
            place--;
            Array.Copy(_candidates, 1, _candidates, 0, place);
        }
        if (entered.Key.Length < key.Length)
            entered.Key = new byte[key.Length];
        key.CopyTo(entered.Key);
        _candidates[place] = entered with { Score = score, Database = database, Length = key.Length };
    }

    /// <summary>Takes the best candidate out; false when there is none.</summary>
    /// <param name="database">Index of its database.</param>
    /// <param name="key">Its key; valid until the next <see cref="Offer"/>.</param>
    public bool TryTake(out int database, out ReadOnlySpan<byte> key)
    {
        if (_count == 0)
        {
            database = 0;
            key = default;
            return false;
        }
        ref Candidate best = ref _candidates[--_count];
        database = best.Database;
        key = best.Key.AsSpan(0, best.Length);
        return true;
    }

    private record struct Candidate(ulong Score, int Database, byte[] Key, int Length);
}
