using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Commands;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands;

/// <summary>
/// A keyspace of some shards whose commands are called directly, as a coordinator that holds all shards calls them. Texts are
/// Latin-1, so every byte can be written as a character. Disposing checks that the arenas return to their baseline.
/// </summary>
internal sealed unsafe class CommandHarness : IDisposable
{
    private readonly CommandTable _table = CommandTable.Build(KeyspaceCommands.All);
    private readonly CommandContext _context;
    private readonly Live<KeyspaceSettings> _settings;
    private readonly long _baseline;

    public CommandHarness(int shards = 1, KeyspaceSettings? settings = null)
    {
        _settings = new Live<KeyspaceSettings>(settings ?? KeyspaceSettings.Default);
        Keyspace = new SharedKeyspace(shards, _settings) { Events = new EventLog(Events) };
        _context = new CommandContext(Keyspace);
        _baseline = Keyspace.UsedBytes;
    }

    public SharedKeyspace Keyspace { get; }

    /// <summary>Unix time in milliseconds for the commands that follow.</summary>
    public long Now { get; set; } = 1_700_000_000_000;

    public bool Resp3 { get; set; }

    /// <summary>The database that commands work on.</summary>
    public int Database { get; set; }

    /// <summary>Whether a command that would wait answers as if its time were up; if not, its reply is empty.</summary>
    public bool DenyBlocking { get; set; } = true;

    /// <summary>What the last command asked to wait for, or null.</summary>
    public BlockRequest? Blocked { get; private set; }

    /// <summary>Every event since the last <see cref="TakeEvents"/>, as <c>name key</c>; <see cref="Notify"/> switches them on.</summary>
    public List<string> Events { get; } = [];

    public KeyspaceSettings Settings
    {
        get => _settings.Value;
        set => _settings.Publish(value);
    }

    /// <summary>Switches all keyspace events on.</summary>
    public void Notify() => Settings = Settings with
    {
        NotifyKeyspaceEvents = KeyspaceEventClasses.All | KeyspaceEventClasses.New | KeyspaceEventClasses.KeyMiss | KeyspaceEventClasses.Keyevent,
    };

    /// <summary>The events since the last call, joined by commas.</summary>
    public string TakeEvents()
    {
        string events = string.Join(',', Events);
        Events.Clear();
        return events;
    }

    /// <summary>Runs a command and gives its reply as RESP text.</summary>
    public string Run(params string[] arguments) => Encoding.Latin1.GetString(RunBytes(arguments));

    /// <summary>Runs a command line whose words are separated by single spaces.</summary>
    public string RunLine(string line) => Run(line.Split(' '));

    /// <summary>Runs a command and gives its reply as RESP bytes.</summary>
    public byte[] RunBytes(params string[] arguments)
    {
        byte[][] bytes = Array.ConvertAll(arguments, Encoding.Latin1.GetBytes);
        var command = (ShardCommand?)_table.Find(bytes[0]);
        Assert.True(command is not null, $"no command {arguments[0]}");
        if (command.Subcommands.Length > 0)
            command = Assert.IsType<ShardCommand>(CommandTable.FindSubcommand(command, bytes[1]));
        foreach (KeyspaceShard shard in Keyspace.Shards)
            shard.Begin(Now);
        if (!command.AcceptsArity(bytes.Length))
            return Encoding.Latin1.GetBytes($"-ERR wrong number of arguments for '{command.FullName}' command\r\n");
        using var copy = new ArgumentCopy(bytes);
        _context.Reply.Reset();
        _context.BeginLeased(command, copy.Pointer, copy.Count, Database, Resp3, DenyBlocking);
        command.Handler(_context);
        Blocked = _context.TakeBlockRequest();
        return _context.Reply.Written.ToArray();
    }

    /// <summary>Bytes that a command allocates on the managed heap when it is run many times, after it was run often enough to be compiled.</summary>
    public long AllocatedBy(string line, int times = 2000)
    {
        byte[][] words = Array.ConvertAll(line.Split(' '), Encoding.Latin1.GetBytes);
        var command = (ShardCommand)_table.Find(words[0])!;
        using var copy = new ArgumentCopy(words);
        long before = 0;
        for (int round = -times; round < times; round++)
        {
            if (round == 0)
                before = GC.GetAllocatedBytesForCurrentThread();
            _context.Reply.Reset();
            _context.BeginLeased(command, copy.Pointer, copy.Count, Database, Resp3, DenyBlocking);
            command.Handler(_context);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What OBJECT ENCODING would say of a key; "none" if it does not exist.</summary>
    public string EncodingOf(string key)
    {
        Entry entry = Find(key);
        return entry.IsNull ? "none" : Encoding.Latin1.GetString(ValueTypes.Name(entry.Encoding));
    }

    /// <summary>When a key expires, in Unix milliseconds; -1: never, -2: no such key.</summary>
    public long ExpiresAt(string key)
    {
        Entry entry = Find(key);
        return entry.IsNull ? -2 : entry.HasExpiry ? entry.ExpiresAt : -1;
    }

    /// <summary>Removes every key and checks that the arenas hold what they held at first.</summary>
    public void AssertBaseline()
    {
        foreach (KeyspaceShard shard in Keyspace.Shards)
        {
            foreach (Database database in shard.Databases)
                database.Clear();
        }
        Assert.Equal(_baseline, Keyspace.UsedBytes);
    }

    public void Dispose()
    {
        AssertBaseline();
        _context.Reply.Dispose();
        Keyspace.Dispose();
    }

    private Entry Find(string key)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(key);
        KeyspaceShard shard = Keyspace.ShardOf(bytes);
        shard.Begin(Now);
        return shard.Databases[Database].Find(bytes);
    }

    private sealed class EventLog(List<string> events) : IKeyspaceEventSink
    {
        public void Publish(int database, KeyspaceEventClasses classes, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key) =>
            events.Add($"{Encoding.Latin1.GetString(name)} {Encoding.Latin1.GetString(key)}");
    }
}
