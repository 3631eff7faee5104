using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

/// <summary>A list in the arena and a managed list that undergo the same operations, and the checks that they agree.</summary>
internal sealed unsafe class ListModel(Arena arena, ListLimits limits, int seed)
{
    private readonly ElementSource _source = new(seed);
    private readonly List<byte[]> _model = [];
    private ListEncoding _encoding;
    private long _word = ListObject.Create(arena, limits).Word;

    internal int Count => _model.Count;

    internal ListEncoding Encoding => _encoding;

    private Random Random => _source.Random;

    internal ListObject Open() => new(arena, _encoding, _word, limits);

    internal void Close(ListObject list) => (_encoding, _word) = (list.Encoding, list.Word);

    internal void Step(int shrinking)
    {
        var list = Open();
        if (_model.Count == 0 || Random.Next(100) < 50 - shrinking)
        {
            Grow(ref list);
        }
        else if (Random.Next(100) < 50)
        {
            Change(ref list);
        }
        else
        {
            Shrink(ref list);
        }

        Close(list);
        Assert.Equal(_model.Count, list.Length);
    }

    internal void AssertEqual()
    {
        var list = Open();
        var scratch = new byte[ElementValue.ScratchSize];
        var index = 0;
        for (var at = list.Seek(0); !at.IsNone; at = list.Next(at))
        {
            Assert.Equal(_model[index++], list.Read(at).AsText(scratch).ToArray());
        }

        Assert.Equal(_model.Count, index);
        for (var at = list.Seek(-1); !at.IsNone; at = list.Previous(at))
        {
            Assert.Equal(_model[--index], list.Read(at).AsText(scratch).ToArray());
        }

        Assert.Equal(0, index);
        AssertNodes(list);
    }

    private void AssertNodes(ListObject list)
    {
        var nodes = 0;
        long total = 0;
        for (var walk = list.Nodes; walk.MoveNext(); nodes++)
        {
            var count = 1;
            if (!walk.IsPlain)
            {
                Assert.True(ListpackValidator.IsValid(walk.Bytes, out count));
                Assert.True(count == 1 || !limits.Exceeds(walk.Bytes.Length, count));
                Assert.True(count > 0 || list.Length == 0);
            }

            total += count;
        }

        Assert.Equal((list.NodeCount, list.Length), (nodes, total));
        if (list.Encoding == ListEncoding.Quicklist)
        {
            AssertLinks((QuicklistHeader*)list.Word);
        }
    }

    private static void AssertLinks(QuicklistHeader* list)
    {
        QuicklistNode* previous = null;
        for (var node = list->Head; node != null; node = node->Next)
        {
            Assert.True(node->Previous == previous && node->Count > 0);
            previous = node;
        }

        Assert.True(list->Tail == previous);
    }

    private void Grow(ref ListObject list)
    {
        var value = _source.Next();
        switch (Random.Next(4))
        {
            case 0:
                list.PushHead(value);
                _model.Insert(0, value);
                break;
            case 1:
                list.PushTail(value);
                _model.Add(value);
                break;
            default:
                Insert(ref list, value);
                break;
        }
    }

    private void Insert(ref ListObject list, byte[] value)
    {
        if (_model.Count == 0)
        {
            return;
        }

        // Half of the insertions crowd at one place, so that nodes split and fill.
        var index = Random.Next(2) == 0 ? Math.Min(_model.Count / 2, 40) : Random.Next(_model.Count);
        list.PrepareToAdd(value.Length, 1);
        if (Random.Next(2) == 0)
        {
            list.InsertBefore(list.Seek(index), value);
            _model.Insert(index, value);
        }
        else
        {
            list.InsertAfter(list.Seek(index - _model.Count), value);
            _model.Insert(index + 1, value);
        }
    }

    private void Change(ref ListObject list)
    {
        var index = Random.Next(_model.Count);
        if (Random.Next(3) > 0)
        {
            var value = _source.Next();
            Assert.True(list.TrySet(Random.Next(2) == 0 ? index : index - _model.Count, value));
            _model[index] = value;
            return;
        }

        Assert.False(list.TrySet(_model.Count, "x"u8));
        Assert.False(list.TrySet(-1 - _model.Count, "x"u8));
        Assert.True(list.Read(list.Seek(index)).TextEquals(_model[index]));
    }

    private void Shrink(ref ListObject list)
    {
        var index = Random.Next(_model.Count);
        switch (Random.Next(16))
        {
            case 0:
                var count = Random.Next(Math.Min(_model.Count - index, 60) + 1);
                list.DeleteRange(index, count);
                _model.RemoveRange(index, count);
                break;
            case 1 when _model.Count > 100:
                var (first, last) = (Random.Next(20), _model.Count - 1 - Random.Next(20));
                list.Trim(first, last);
                _model.RemoveRange(last + 1, _model.Count - last - 1);
                _model.RemoveRange(0, first);
                break;
            case 2:
                RemoveMatching(ref list, _model[index], Random.Next(-3, 4));
                break;
            case 3:
                var place = list.Seek(index);
                list.Delete(ref place);
                _model.RemoveAt(index);
                Assert.Equal(index == _model.Count, place.IsNone);
                Assert.True(place.IsNone || list.Read(place).TextEquals(_model[index]));
                list.ConvertAfterRemoval();
                break;
            case < 10:
                list.RemoveHead();
                _model.RemoveAt(0);
                break;
            default:
                list.RemoveTail();
                _model.RemoveAt(_model.Count - 1);
                break;
        }
    }

    private void RemoveMatching(ref ListObject list, byte[] value, int limit)
    {
        var wanted = limit == 0 ? int.MaxValue : Math.Abs(limit);
        var removed = 0;
        for (var i = 0; i < _model.Count; i++)
        {
            var index = limit < 0 ? _model.Count - 1 - i : i;
            if (removed < wanted && _model[index].SequenceEqual(value))
            {
                _model.RemoveAt(index);
                removed++;
                i--;
            }
        }

        Assert.Equal(removed, list.RemoveMatching(value, limit));
    }
}
