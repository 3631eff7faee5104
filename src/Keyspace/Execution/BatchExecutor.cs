using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>Runs batches on a shard. One per shard; the shard's actor is a mailbox in front of it.</summary>
public sealed unsafe class BatchExecutor
{
    /// <summary>
    /// Reply bytes of one connection in one batch, beyond which its calls are given back: it is to read them before it causes more.
    /// </summary>
    public const int MaxSessionReply = 4 * 1024 * 1024;

    private const int MaxBatchReply = 512 * 1024 * 1024;

    private readonly KeyspaceShard _shard;
    private readonly ShardCommand?[] _commands;
    private readonly LookaheadPlan[] _plans;
    private readonly CommandContext _context;

    /// <summary>Makes the executor of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="table">The node's commands.</param>
    /// <param name="meter">Counts what the commands cost.</param>
    public BatchExecutor(KeyspaceShard shard, CommandTable table, CommandMeter meter)
    {
        Meter = meter;
        _shard = shard;
        _commands = Array.ConvertAll(table.ByIndex, command => command as ShardCommand);
        _plans = Array.ConvertAll(_commands, command => new LookaheadPlan(command));
        _context = new CommandContext(shard.Shared);
    }

    /// <summary>What the commands cost.</summary>
    public CommandMeter Meter { get; }

    /// <summary>
    /// Runs the calls from <see cref="ShardBatch.Next"/> on. A handler that throws leaves <see cref="ShardBatch.Next"/> at its call.
    /// </summary>
    public void Run(ShardBatch batch)
    {
        _shard.Begin(batch.Now);
        _context.Reply = batch.Replies;
        CommandRecord* records = batch.Records.Pointer;
        int count = batch.Records.Count;
        for (int i = batch.Next; i < count;)
        {
            int end = Math.Min(i + KeyLookahead.Distance, count);
            KeyLookahead.Prepare(_shard.Databases, _plans, records + i, end - i, batch.Arguments);
            for (; i < end; i++)
            {
                batch.Next = i;
                Run(batch, records, i);
            }
        }
        batch.Next = count;
        _shard.Hashes.Forget();
        Meter.Flush();
    }

    /// <summary>Answers the call that failed with an error and steps over it.</summary>
    public static void FailCurrent(ShardBatch batch)
    {
        ref CommandRecord failed = ref batch.Records[batch.Next];
        batch.Replies.Truncate(failed.ReplyStart);
        batch.Replies.Error(RespErrors.Internal);
        failed.ReplyLength = batch.Replies.Length - failed.ReplyStart;
        failed.Outcome = RecordOutcome.Done;
        batch.Next++;
    }

    private void Run(ShardBatch batch, CommandRecord* records, int index)
    {
        ref CommandRecord record = ref records[index];
        ShardCommand command = _commands[record.Command]!;
        ReplyWriter reply = batch.Replies;
        record.ReplyStart = reply.Length;
        if ((_shard.Blocked.NeedsForeignShards && MustYield(command, records, index))
            || (reply.Length > MaxSessionReply && HasEnough(records, index, reply.Length)))
        {
            record.Outcome = RecordOutcome.GivenBack;
            batch.HasYielded = true;
            record.ReplyLength = 0;
            return;
        }
        bool resp3 = (record.Flags & RecordFlags.Resp3) != 0;
        _shard.NotesAccess = (record.Flags & RecordFlags.NoTouch) == 0;
        if (_shard.IsFrozen)
            BeginFrozen(command);
        ArgSlice* args = batch.Arguments + record.FirstArg;
        if (record.HasKeyHash)
            _shard.Hashes.Set(args[_plans[record.Command].Key], record.KeyHash);
        _context.BeginOn(_shard, command, args, record.ArgCount, record.Database, resp3);
        if ((command.Flags & CommandFlags.DenyOom) != 0 && !Eviction.HasRoom(_shard))
        {
            reply.Error(RespErrors.OutOfMemory);
            Meter.Reject(command);
            Meter.Errors.Count(reply.Written[record.ReplyStart..]);
        }
        else
        {
            Meter.Start(command);
            command.Handler(_context);
            bool failed = reply.Pointer[record.ReplyStart] == (byte)'-';
            if (failed)
                Meter.Errors.Count(reply.Written[record.ReplyStart..]);
            Meter.Stop(new MeteredCall(command, args, record.ArgCount, batch.Owner, record.Session), failed);
        }
        if (!_shard.Blocked.IsEmpty)
            _shard.Blocked.Serve();
        _shard.Statistics.Commands++;
        record.ReplyLength = reply.Length - record.ReplyStart;
        record.Outcome = RecordOutcome.Done;
    }

    private void BeginFrozen(ShardCommand command)
    {
        if (command.MayWrite)
            _shard.BeginWriting();
        else
            _shard.BeginReading();
    }

    /// <summary>Whether the call is a write, or follows one of the same connection that was not run.</summary>
    private static bool MustYield(ShardCommand command, CommandRecord* records, int index)
    {
        if ((command.Flags & CommandFlags.Write) != 0)
            return true;
        for (int i = index - 1; i >= 0 && records[i].Session == records[index].Session; i--)
        {
            if (records[i].Outcome == RecordOutcome.GivenBack)
                return true;
        }
        return false;
    }

    /// <summary>Whether the call's connection, or the whole batch, has as many reply bytes as it should wait with.</summary>
    private static bool HasEnough(CommandRecord* records, int index, int written)
    {
        if (written > MaxBatchReply)
            return true;
        int first = index;
        while (first > 0 && records[first - 1].Session == records[index].Session)
            first--;
        return written - records[first].ReplyStart > MaxSessionReply;
    }
}
