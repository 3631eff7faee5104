using MtcpRedis.Core.Text;

namespace MtcpRedis.Server.Config;

/// <summary>
/// The arguments of the process: files first, then directives as <c>--name value ...</c>, read by the rules of redis-server. The
/// argument after a name is always a value, even if it begins with dashes; further values follow up to the next name; name and values
/// may also come as one argument (<c>"--port 7000"</c>); <c>--save</c> without a value means no save points; a last <c>-</c> reads
/// standard input.
/// </summary>
public sealed class CommandLine
{
    private readonly List<ConfigAssignment> _assignments = [];

    private CommandLine(CommandLineMode mode) => Mode = mode;

    /// <summary>What the process is asked to do.</summary>
    public CommandLineMode Mode { get; }

    /// <summary>The file in HOCON (its name ends in <c>.hocon</c>), or null.</summary>
    public string? HoconFile { get; private set; }

    /// <summary>The file in the format of redis.conf (any other name), or null.</summary>
    public string? RedisConfFile { get; private set; }

    /// <summary>Whether redis.conf lines are to be read from standard input too.</summary>
    public bool ReadsStandardInput { get; private set; }

    /// <summary>The directives, in their order.</summary>
    public IReadOnlyList<ConfigAssignment> Assignments => _assignments;

    /// <summary>Reads the arguments of the process.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <exception cref="ConfigException">An argument belongs to nothing, or a file is given twice.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        CommandLineMode mode = arguments.Count == 0 ? CommandLineMode.Run : ModeOf(arguments[0]);
        var result = new CommandLine(mode);
        if (mode != CommandLineMode.Run)
            return result;

        int position = 0;
        while (position < arguments.Count && !arguments[position].StartsWith('-'))
            result.AddFile(arguments[position++]);
        int end = arguments.Count;
        if (position < end && arguments[end - 1] == "-")
        {
            result.ReadsStandardInput = true;
            end--;
        }

        while (position < end)
            position = result.AddDirective(arguments, position, end);
        return result;
    }

    private static CommandLineMode ModeOf(string first) => first switch
    {
        "-h" or "--help" => CommandLineMode.Help,
        "-v" or "--version" => CommandLineMode.Version,
        "--print-reference" => CommandLineMode.PrintReference,
        _ => CommandLineMode.Run,
    };

    private void AddFile(string file)
    {
        bool isHocon = file.EndsWith(".hocon", StringComparison.OrdinalIgnoreCase);
        if ((isHocon ? HoconFile : RedisConfFile) is { } other)
        {
            string reason = $"unexpected argument: the configuration file is '{other}', and directives are written --name value";
            throw new ConfigException(new ConfigSource(ConfigSource.CommandLine, 0, file), reason);
        }

        if (isHocon)
            HoconFile = file;
        else
            RedisConfFile = file;
    }

    /// <summary>Takes one directive and its values; gives the position of the next one.</summary>
    private int AddDirective(IReadOnlyList<string> arguments, int position, int end)
    {
        string option = arguments[position++];
        if (!option.StartsWith("--", StringComparison.Ordinal))
        {
            const string Reason = "unknown option: directives are written --name value (see --help)";
            throw new ConfigException(new ConfigSource(ConfigSource.CommandLine, 0, option), Reason);
        }

        if (!SplitArguments.TrySplit(ConfigText.ToBytes(ConfigText.FromString(option)), out List<byte[]> words))
            throw new ConfigException(new ConfigSource(ConfigSource.CommandLine, 0, option), ConfigErrors.UnbalancedQuotes);
        string name = ConfigText.FromBytes(words[0])[2..];
        var values = words.Skip(1).Select(w => ConfigText.FromBytes(w)).ToList();
        string shown = option;
        bool isName = position < end && IsName(arguments[position]);
        if (values.Count == 0 && name.Equals("save", StringComparison.OrdinalIgnoreCase) && (position == end || isName))
            values.Add("");
        while (position < end && (values.Count == 0 || !IsName(arguments[position])))
        {
            shown += ' ' + arguments[position];
            values.Add(ConfigText.FromString(arguments[position++]));
        }

        _assignments.Add(new ConfigAssignment(name, values, new ConfigSource(ConfigSource.CommandLine, 0, shown)));
        return position;
    }

    private static bool IsName(string argument) => argument.StartsWith("--", StringComparison.Ordinal);
}
