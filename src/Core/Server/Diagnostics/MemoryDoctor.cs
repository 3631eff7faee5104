using System.Text;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>Finds what is unusual about the use of memory, for MEMORY DOCTOR.</summary>
internal static class MemoryDoctor
{
    /// <summary>Below this many bytes the fixed costs of the process hide everything else.</summary>
    private const long TooLittle = 5 * 1024 * 1024;

    private const double HighPeak = 1.5;
    private const double HighFragmentation = 1.4;
    private const long MuchUnused = 10 * 1024 * 1024;

    /// <summary>A report in plain text.</summary>
    public static string Examine(MemoryFigures memory)
    {
        if (memory.Arenas < TooLittle)
            return "The dataset is too small for a diagnosis: the fixed costs of the process outweigh it.";
        var findings = new StringBuilder();
        if (memory.Peak > memory.Used * HighPeak)
            findings.Append($" * Peak: {memory.Peak} bytes were in use at some time, now {memory.Used} are. Memory not yet returned may still be resident; MEMORY PURGE returns it.\n");
        if (memory.Fragmentation > HighFragmentation && memory.Resident - memory.Used > MuchUnused)
            findings.Append($" * Resident memory is {memory.Fragmentation:F2} times what is in use.\n");
        if (memory.Mapped > memory.Arenas * HighFragmentation && memory.Mapped - memory.Arenas > MuchUnused)
            findings.Append($" * The arenas hold {memory.Mapped} bytes for {memory.Arenas} in use: freed blocks lie scattered among live ones.\n");
        if (memory.Heap > memory.Arenas && memory.Heap > MuchUnused)
            findings.Append($" * The managed heap, {memory.Heap} bytes, is larger than the dataset: look for many connections with full buffers.\n");
        return findings.Length == 0 ? "Nothing unusual was found." : $"What was found:\n{findings}";
    }
}
