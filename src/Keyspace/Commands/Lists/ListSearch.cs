using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>LPOS.</summary>
internal static class ListSearch
{
    public static void LPos(CommandContext c)
    {
        if (!ListSearchOptions.TryParse(c, out ListSearchOptions options))
            return;
        if (!c.TryRead(1, RedisType.List, out Entry entry))
            return;
        int start = c.Reply.Length;
        long found = entry.IsNull ? 0 : Search(c, ListReads.Open(c, entry), options);
        if (options.HasCount)
            c.Reply.InsertArray(start, found);
        else if (found == 0)
            c.Reply.Null();
    }

    /// <summary>Writes the index of every match wanted.</summary>
    private static long Search(CommandContext c, in ListObject list, in ListSearchOptions options)
    {
        var needle = new ListNeedle(c.Arg(2));
        bool backwards = options.Rank < 0;
        long toSkip = Math.Abs(options.Rank) - 1;
        long length = list.Length;
        long most = options.MaxLength == 0 ? length : Math.Min(options.MaxLength, length);
        long wanted = options.HasCount ? options.Count : 1;
        long found = 0;
        ListCursor at = list.Seek(backwards ? -1 : 0);
        for (long seen = 0; seen < most && !at.IsNone; seen++)
        {
            if (needle.Matches(list.Read(at)) && --toSkip < 0)
            {
                c.Reply.Integer(backwards ? length - seen - 1 : seen);
                if (++found == wanted)
                    return found;
            }
            at = backwards ? list.Previous(at) : list.Next(at);
        }
        return found;
    }
}
