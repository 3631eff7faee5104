using System.Text;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Tables;

/// <summary>A table beside a dictionary that says what must be in it.</summary>
internal sealed unsafe class TableModel(Arena arena)
{
    private readonly Dictionary<string, nint> _elements = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = [];

    public PointerTable<TestLayout> Table { get; } = PointerTable<TestLayout>.Create(arena);

    public IReadOnlyCollection<string> Names => _names;

    public void Add(string name)
    {
        if (_elements.ContainsKey(name))
        {
            return;
        }

        Assert.True(TryAdd(name));
    }

    /// <summary>Adds unless the arena is out of memory, for the element or for the table.</summary>
    public bool TryAdd(string name)
    {
        byte* element = null;
        try
        {
            element = TestLayout.Create(arena, name);
            Table.Insert(element, TestLayout.HashOf(element));
        }
        catch (OutOfMemoryException)
        {
            arena.Free(element);
            return false;
        }

        _elements.Add(name, (nint)element);
        _places.Add(name, _names.Count);
        _names.Add(name);
        return true;
    }

    public void Remove(string name, bool byElement)
    {
        byte* element = (byte*)_elements[name];
        ulong hash = TestLayout.HashOf(element);
        if (byElement)
        {
            Assert.True(Table.RemoveElement(element, hash));
            Assert.False(Table.RemoveElement(element, hash));
        }
        else
        {
            byte[] key = Encoding.UTF8.GetBytes(name);
            Assert.True(Table.Remove(key, hash) == element);
            Assert.True(Table.Remove(key, hash) == null);
        }

        arena.Free(element);
        _elements.Remove(name);
        _names[_places[name]] = _names[^1];
        _places[_names[^1]] = _places[name];
        _places.Remove(name);
        _names.RemoveAt(_names.Count - 1);
    }

    public void Move(string name)
    {
        byte* old = (byte*)_elements[name];
        byte* moved = TestLayout.Create(arena, name);
        Assert.True(Table.Replace(old, moved, TestLayout.HashOf(old)));
        Assert.False(Table.Replace(old, moved, TestLayout.HashOf(old)));
        arena.Free(old);
        _elements[name] = (nint)moved;
    }

    public string Pick(Random random) => _names[random.Next(_names.Count)];

    public byte* Find(string name)
    {
        byte[] key = Encoding.UTF8.GetBytes(name);
        return Table.Find(key, KeyHash.Of(key));
    }

    public void Check()
    {
        Assert.Equal(_elements.Count, Table.Count);
        foreach ((string name, nint element) in _elements)
        {
            Assert.True(Find(name) == (byte*)element, name);
        }

        var seen = new HashSet<nint>();
        ulong previous = 0;
        foreach (byte* element in Table)
        {
            Assert.True(seen.Add((nint)element));
            Assert.Equal(_elements[TestLayout.NameOf(element)], (nint)element);
            Assert.True(TestLayout.HashOf(element) >> 45 >= previous >> 45);
            previous = TestLayout.HashOf(element);
        }

        Assert.Equal(_elements.Count, seen.Count);
        TableStatistics statistics = Table.GetStatistics();
        Assert.Equal(Table.Count, statistics.Elements);
        Assert.Equal(Table.MemoryBytes, arena.UsedBytes - _elements.Values.Sum(e => Arena.UsableSize((byte*)e)));
    }

    public void RemoveAll()
    {
        while (_names.Count > 0)
        {
            Remove(_names[^1], byElement: false);
        }
    }
}
