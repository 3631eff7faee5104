namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>Reads whole sparse representations. Each method gives false when the runs do not cover exactly all registers.</summary>
public static class HllSparse
{
    /// <summary>Counts the registers of each value.</summary>
    /// <param name="body">The registers' bytes.</param>
    /// <param name="histogram">64 counters, added to.</param>
    public static bool TryAddTo(ReadOnlySpan<byte> body, Span<int> histogram)
    {
        var reader = new HllRunReader(body);
        while (reader.MoveNext())
            histogram[reader.Current.Value] += reader.Current.Length;
        return reader.IsComplete;
    }

    /// <summary>Raises plain registers (one byte each) to these.</summary>
    public static bool TryMergeInto(ReadOnlySpan<byte> body, Span<byte> registers)
    {
        var reader = new HllRunReader(body);
        while (reader.MoveNext())
        {
            HllRun run = reader.Current;
            if (run.Value == 0)
                continue;
            foreach (ref byte register in registers.Slice(run.Register, run.Length))
                register = Math.Max(register, (byte)run.Value);
        }
        return reader.IsComplete;
    }

    /// <summary>Turns a sparse string into a dense one with the same header.</summary>
    /// <param name="text">The sparse string, header included.</param>
    /// <param name="dense">The dense string, <see cref="HllFormat.DenseSize"/> bytes, contents undefined before.</param>
    public static bool TryToDense(ReadOnlySpan<byte> text, Span<byte> dense)
    {
        dense.Clear();
        text[..HllFormat.HeaderSize].CopyTo(dense);
        HllFormat.SetDense(dense);
        Span<byte> body = dense[HllFormat.HeaderSize..];
        var reader = new HllRunReader(text[HllFormat.HeaderSize..]);
        while (reader.MoveNext())
        {
            HllRun run = reader.Current;
            for (int i = 0; i < run.Length && run.Value > 0; i++)
                HllDense.Set(body, run.Register + i, run.Value);
        }
        return reader.IsComplete;
    }
}
