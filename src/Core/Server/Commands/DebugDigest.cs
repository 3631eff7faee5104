using System.Buffers.Binary;
using System.Text;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.Commands;

/// <summary>DEBUG DIGEST and DIGEST-VALUE: equal datasets have equal digests, in Redis and here.</summary>
internal static unsafe class DebugDigest
{
    public static void Dataset(SessionContext c)
    {
        Span<byte> bytes = stackalloc byte[ValueDigest.Size];
        bytes.Clear();
        var digest = new ValueDigest(bytes);
        KeyspaceShard[] shards = c.Node.Keyspace.Shards;
        Span<byte> number = stackalloc byte[4];
        for (int i = 0; i < shards[0].Databases.Length; i++)
        {
            if (Array.TrueForAll(shards, shard => shard.Databases[i].Count == 0))
                continue;
            BinaryPrimitives.WriteInt32BigEndian(number, i);
            digest.Mix(number);
            foreach (KeyspaceShard shard in shards)
                AddKeys(shard.Databases[i], ref digest);
        }
        Reply(c.Reply, bytes);
    }

    public static void Values(SessionContext c)
    {
        Span<byte> bytes = stackalloc byte[ValueDigest.Size];
        c.Reply.Array(c.ArgCount - 2);
        for (int i = 2; i < c.ArgCount; i++)
        {
            bytes.Clear();
            ReadOnlySpan<byte> key = c.Arg(i);
            Entry entry = c.Node.Keyspace.ShardOf(key).Databases[c.Session.Database].Peek(key);
            if (!entry.IsNull)
            {
                var digest = new ValueDigest(bytes);
                EntryFigures.Digest(entry, ref digest);
            }
            Reply(c.Reply, bytes);
        }
    }

    private static void AddKeys(Database database, ref ValueDigest dataset)
    {
        Span<byte> bytes = stackalloc byte[ValueDigest.Size];
        foreach (nint element in database.Keys)
        {
            var entry = new Entry((byte*)element);
            bytes.Clear();
            var digest = new ValueDigest(bytes);
            digest.Mix(entry.Key);
            EntryFigures.Digest(entry, ref digest);
            dataset.Xor(bytes);
        }
    }

    private static void Reply(ReplyWriter reply, ReadOnlySpan<byte> digest) =>
        reply.SimpleString(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest)));
}
