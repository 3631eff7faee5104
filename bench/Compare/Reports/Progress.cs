namespace MtcpRedis.Compare.Reports;

/// <summary>Tells where the comparison is: a line rewritten in place on a terminal, and a line for each finished cell.</summary>
internal sealed class Progress(TextWriter output, bool terminal)
{
    private int _width;

    /// <summary>Shows what is being done; nothing where the output is no terminal.</summary>
    public void Show(string what)
    {
        if (terminal)
        {
            output.Write($"\r{what.PadRight(_width)}");
            output.Flush();
            _width = what.Length;
        }
    }

    /// <summary>Prints a finished result.</summary>
    public void Done(string result)
    {
        Show("");
        output.WriteLine(terminal ? $"\r{result}" : result);
        _width = 0;
    }
}
