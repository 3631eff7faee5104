using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Sets;

/// <summary>
/// A set value in any encoding, over the value word of its key: an intset as long as all members are integers, one listpack, or a table
/// of <see cref="SetMember"/> blocks. As in Redis 7.2 it goes over to the next when it exceeds <see cref="SetLimits"/>, and never back.
/// </summary>
/// <remarks>
/// Work on a copy held in a local, then store <see cref="Encoding"/> and <see cref="Word"/> back: every operation that changes the set
/// may change both. Texts handed in must not lie inside the set. The set may be empty; the key of an empty set is the caller's to delete.
/// </remarks>
public unsafe partial struct SetObject
{
    private readonly Arena _arena;
    private readonly SetLimits _limits;
    private byte* _word;

    /// <summary>Views the set of a key.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="encoding">Encoding stored with the key.</param>
    /// <param name="word">Value word of the key.</param>
    /// <param name="limits">Limits in force; they need not be those the set was built with.</param>
    public SetObject(Arena arena, ValueEncoding encoding, long word, SetLimits limits)
    {
        Debug.Assert(word != 0 && encoding is ValueEncoding.Intset or ValueEncoding.Listpack or ValueEncoding.Hashtable);
        _arena = arena;
        _limits = limits;
        _word = (byte*)word;
        Encoding = encoding;
    }

    /// <summary>The encoding, as it is now.</summary>
    public ValueEncoding Encoding { get; private set; }

    /// <summary>The value word, as it is now.</summary>
    public readonly long Word => (long)_word;

    /// <summary>Number of members.</summary>
    public readonly long Count => Encoding switch
    {
        ValueEncoding.Intset => IntSet.Count(_word),
        ValueEncoding.Listpack => Listpack.Count(_word),
        _ => Table.Count,
    };

    /// <summary>Whether it is a table.</summary>
    public readonly bool IsTable => Encoding == ValueEncoding.Hashtable;

    /// <summary>The table of a set in that encoding; change nothing through it.</summary>
    public readonly PointerTable<SetMember> Table
    {
        get
        {
            Debug.Assert(IsTable);
            return new PointerTable<SetMember>(_arena, _word);
        }
    }

    private readonly bool IsIntset => Encoding == ValueEncoding.Intset;

    /// <summary>Takes an empty set.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="encoding">Encoding to begin with.</param>
    /// <param name="limits">Limits in force.</param>
    public static SetObject Create(Arena arena, ValueEncoding encoding, SetLimits limits)
    {
        var word = encoding switch
        {
            ValueEncoding.Intset => IntSet.Create(arena),
            ValueEncoding.Listpack => Listpack.Create(arena),
            _ => PointerTable<SetMember>.Create(arena).Header,
        };
        return new SetObject(arena, encoding, (long)word, limits);
    }

    /// <summary>Takes an empty set in the encoding that Redis 7.2 chooses by the first member and the number of members to come.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="first">The first member.</param>
    /// <param name="expected">Members that will be added, if all are different.</param>
    /// <param name="limits">Limits in force.</param>
    public static SetObject CreateFor(Arena arena, ReadOnlySpan<byte> first, long expected, SetLimits limits)
    {
        var encoding = expected <= limits.IntsetEntries && IntegerText.TryParse(first, out _) ? ValueEncoding.Intset
            : expected <= limits.ListpackEntries ? ValueEncoding.Listpack
            : ValueEncoding.Hashtable;
        return Create(arena, encoding, limits);
    }

    /// <summary>Gives all blocks back; the value is dead afterwards.</summary>
    public void Free()
    {
        if (IsTable)
        {
            var table = Table;
            foreach (var element in table)
            {
                _arena.Free(element);
            }

            table.Free();
        }
        else
        {
            _arena.Free(_word);
        }

        _word = null;
    }

    /// <summary>Copies the set, in the same encoding, into another arena or the same one.</summary>
    /// <param name="target">Owner of the copy's blocks.</param>
    public readonly SetObject CopyTo(Arena target)
    {
        var word = Encoding switch
        {
            ValueEncoding.Intset => CopyIntset(target),
            ValueEncoding.Listpack => Listpack.CreateFrom(target, Listpack.Bytes(_word)),
            _ => CopyTable(target),
        };
        return new SetObject(target, Encoding, (long)word, _limits);
    }

    /// <summary>Before a command adds members: more of them than a compact encoding may have make a table at once, as in Redis 7.2.</summary>
    /// <param name="added">Members the command gives.</param>
    public void PrepareToAdd(long added)
    {
        if ((IsIntset && added > _limits.IntsetEntries)
            || (Encoding == ValueEncoding.Listpack && added > _limits.ListpackEntries))
        {
            ConvertToTable();
        }
    }

    /// <summary>Whether a text is a member.</summary>
    /// <param name="text">Any bytes.</param>
    public readonly bool Contains(ReadOnlySpan<byte> text) => Encoding switch
    {
        ValueEncoding.Intset => IntegerText.TryParse(text, out var integer) && IntSet.Contains(_word, integer),
        ValueEncoding.Listpack => Listpack.Find(_word, Listpack.First(_word), text) != Listpack.None,
        _ => Table.Find(text, KeyHash.Of(text)) != null,
    };

    /// <summary>Whether an element of another set is a member; integers are not formatted where it can be helped.</summary>
    /// <param name="element">An element.</param>
    public readonly bool Contains(ElementValue element)
    {
        if (IsIntset)
        {
            return element.TryGetInteger(out var integer) && IntSet.Contains(_word, integer);
        }

        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        return Contains(element.AsText(scratch));
    }

    /// <summary>Removes a member.</summary>
    /// <param name="text">Any bytes.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ReadOnlySpan<byte> text)
    {
        switch (Encoding)
        {
            case ValueEncoding.Intset:
                return IntegerText.TryParse(text, out var integer) && IntSet.Remove(_arena, ref _word, integer);
            case ValueEncoding.Listpack:
                var at = Listpack.Find(_word, Listpack.First(_word), text);
                if (at != Listpack.None)
                {
                    Listpack.Delete(_arena, ref _word, at);
                }

                return at != Listpack.None;
            default:
                var element = Table.Remove(text, KeyHash.Of(text));
                if (element != null)
                {
                    _arena.Free(element);
                }

                return element != null;
        }
    }

    /// <summary>Walks all members, for foreach; invalid as soon as the set changes.</summary>
    public readonly SetMembers GetEnumerator() => Encoding switch
    {
        ValueEncoding.Intset => new SetMembers(_word, null),
        ValueEncoding.Listpack => new SetMembers(null, _word),
        _ => new SetMembers(Table.GetEnumerator()),
    };

    /// <summary>Bytes of all blocks; those of a table's members estimated from the first <paramref name="samples"/>, if not 0.</summary>
    /// <param name="samples">Members to look at; 0: all.</param>
    public readonly long MemoryBytes(long samples) =>
        IsTable
            ? Table.MemoryBytes + ElementMemory.Of(Table.GetEnumerator(), Table.Count, samples)
            : Arena.UsableSize(_word);

    /// <summary>The member in a table's block.</summary>
    internal static ElementValue MemberOf(byte* element)
    {
        var text = SetMember.Text(element);
        return new ElementValue((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length);
    }

    private readonly byte* CopyIntset(Arena target)
    {
        var bytes = IntSet.Bytes(_word);
        var copy = target.Allocate(bytes.Length);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return copy;
    }

    private readonly byte* CopyTable(Arena target)
    {
        var copy = PointerTable<SetMember>.Create(target);
        foreach (var element in Table)
        {
            var text = SetMember.Text(element);
            copy.Insert(SetMember.Create(target, text), KeyHash.Of(text));
        }

        return copy.Header;
    }
}
