using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Sets;

/// <content>Adding members, and going over from one encoding to the next.</content>
public unsafe partial struct SetObject
{
    /// <summary>Adds a member.</summary>
    /// <param name="text">Any bytes.</param>
    /// <returns>False when it was there already.</returns>
    public bool Add(ReadOnlySpan<byte> text)
    {
        if (IsIntset)
        {
            return IntegerText.TryParse(text, out var integer) ? AddInteger(integer) : AddTextToIntset(text);
        }

        return IsTable ? AddToTable(text) : AddToListpack(text);
    }

    /// <summary>Adds an element of another set.</summary>
    /// <param name="element">An element that does not lie inside this set.</param>
    /// <returns>False when it was there already.</returns>
    public bool Add(ElementValue element)
    {
        if (IsIntset && element.IsInteger)
        {
            return AddInteger(element.Integer);
        }

        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        return Add(element.AsText(scratch));
    }

    /// <summary>Makes an intset of a listpack or table whose members are all integers, if they are not too many.</summary>
    public void ConvertToIntset()
    {
        if (IsIntset || Count > _limits.IntsetMembers)
        {
            return;
        }

        var set = Create(_arena, ValueEncoding.Intset, _limits);
        foreach (var member in this)
        {
            if (!member.TryGetInteger(out var integer))
            {
                set.Free();
                return;
            }

            IntSet.Add(_arena, ref set._word, integer);
        }

        Free();
        this = set;
    }

    private bool AddInteger(long integer)
    {
        if (!IntSet.Add(_arena, ref _word, integer))
        {
            return false;
        }

        if (IntSet.Count(_word) > _limits.IntsetMembers)
        {
            ConvertToTable();
        }

        return true;
    }

    private bool AddTextToIntset(ReadOnlySpan<byte> text)
    {
        var count = IntSet.Count(_word);
        var longest = count == 0 ? 0 : Math.Max(IntegerText.Length(IntSet.Min(_word)), IntegerText.Length(IntSet.Max(_word)));
        if (count >= _limits.ListpackEntries || Math.Max(text.Length, longest) > _limits.ListpackValueBytes || text.Length >= Listpack.MaxBytes / 2)
        {
            ConvertToTable();
            return AddToTable(text);
        }

        var listpack = Listpack.Create(_arena);
        for (var i = 0; i < count; i++)
        {
            Listpack.Append(_arena, ref listpack, IntSet.At(_word, i));
        }

        IntSet.Free(_arena, _word);
        _word = listpack;
        Encoding = ValueEncoding.Listpack;
        Listpack.Append(_arena, ref _word, text);
        return true;
    }

    private bool AddToListpack(ReadOnlySpan<byte> text)
    {
        if (Listpack.Find(_word, Listpack.First(_word), text) != Listpack.None)
        {
            return false;
        }

        if (Listpack.Count(_word) < _limits.ListpackEntries && text.Length <= _limits.ListpackValueBytes
            && Listpack.CanHold(_word, text.Length + (long)Listpack.MaxEntryOverhead))
        {
            Listpack.Append(_arena, ref _word, text);
            return true;
        }

        ConvertToTable();
        return AddToTable(text);
    }

    private readonly bool AddToTable(ReadOnlySpan<byte> text)
    {
        var hash = KeyHash.Of(text);
        var table = Table;
        if (table.Find(text, hash) != null)
        {
            return false;
        }

        table.Insert(SetMember.Create(_arena, text), hash);
        return true;
    }

    private void ConvertToTable()
    {
        var table = PointerTable<SetMember>.Create(_arena);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        foreach (var member in this)
        {
            var text = member.AsText(scratch);
            table.Insert(SetMember.Create(_arena, text), KeyHash.Of(text));
        }

        _arena.Free(_word);
        _word = table.Header;
        Encoding = ValueEncoding.Hashtable;
    }
}
