using System.Runtime.InteropServices;
using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Commands;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Execution;

/// <summary>Batches run as a shard's actor runs them: keys are hashed and looked for ahead of the calls, whatever those do to the table.</summary>
public sealed unsafe class BatchExecutorTests : IDisposable
{
    private const int Area = 1024 * 1024;

    private readonly CommandTable _table = CommandTable.Build(KeyspaceCommands.All);
    private readonly SharedKeyspace _keyspace = new(1, new Live<KeyspaceSettings>(KeyspaceSettings.Default));
    private readonly NativeList<ArgSlice> _arguments = new();
    private readonly ShardBatch _batch = new(0);
    private readonly BatchExecutor _executor;
    private readonly byte* _area = (byte*)NativeMemory.Alloc(Area);

    public BatchExecutorTests() => _executor = new BatchExecutor(_keyspace.Shards[0], _table, new CommandMeter(_table, null));

    public void Dispose()
    {
        _keyspace.Dispose();
        _arguments.Dispose();
        _batch.Dispose();
        NativeMemory.Free(_area);
    }

    [Fact]
    public void Run_MoreCallsThanAreLookedAhead_AnswersEachForItsOwnKey()
    {
        string[] sets = Enumerable.Range(0, 1000).Select(i => $"SET key:{i} value:{i}").ToArray();
        Assert.Equal(string.Concat(Enumerable.Repeat("+OK\r\n", 1000)), Run(sets));
        string expected = string.Concat(Enumerable.Range(0, 1000).Select(i => $"${$"value:{i}".Length}\r\nvalue:{i}\r\n"));
        Assert.Equal(expected, Run(Enumerable.Range(0, 1000).Select(i => $"GET key:{i}").ToArray()));
    }

    [Fact]
    public void Run_CallsThatReplaceTheTableBeforeOthers_AreSeenByThem()
    {
        Run("SET a 1", "SET b 2");
        Assert.Equal("$1\r\n1\r\n:1\r\n$-1\r\n+OK\r\n$1\r\n3\r\n", Run("GET a", "DEL a", "GET a", "SET a 3", "GET a"));
        Assert.Equal("$1\r\n2\r\n+OK\r\n$-1\r\n:0\r\n", Run("GET b", "FLUSHDB", "GET b", "EXISTS a"));
    }

    [Fact]
    public void Run_MemoryOfArgumentsIsUsedAgain_FindsTheKeyThatLiesThereNow()
    {
        Run("SET k1 one", "SET k2 two");
        Assert.Equal("$3\r\none\r\n", Run("GET k1"));
        Assert.Equal("$3\r\ntwo\r\n", Run("GET k2"));
    }

    [Fact]
    public void Run_CallsWithoutOrWithManyKeys_StandBetweenOthers() =>
        Assert.Equal(
            "+OK\r\n*2\r\n$1\r\n1\r\n$1\r\n2\r\n:2\r\n$1\r\n2\r\n:2\r\n", Run("MSET a 1 b 2", "MGET a b", "DBSIZE", "GET b", "DEL a b"));

    private string Run(params string[] lines)
    {
        _arguments.Clear();
        _batch.Reset();
        int used = 0;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            _batch.Records.Add(new CommandRecord
            {
                FirstArg = _arguments.Count,
                ArgCount = words.Length,
                Command = (short)_table.Find(Encoding.ASCII.GetBytes(words[0]))!.Index,
            });
            foreach (string word in words)
            {
                int length = Encoding.ASCII.GetBytes(word, new Span<byte>(_area + used, Area - used));
                _arguments.Add(new ArgSlice(_area + used, length));
                used += length;
            }
        }
        _batch.Arguments = _arguments.Pointer;
        _batch.Now = 1_700_000_000_000;
        _executor.Run(_batch);
        return Encoding.ASCII.GetString(_batch.Replies.Written);
    }
}
