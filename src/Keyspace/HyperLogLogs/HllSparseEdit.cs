using System.Diagnostics;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>
/// Raises one register of a sparse representation. The resulting codes are those that Redis would write, including which runs it
/// joins and which it leaves apart.
/// </summary>
public readonly ref struct HllSparseEdit
{
    /// <summary>Room that the codes which take a run's place need at most.</summary>
    public const int MaxCodes = 5;

    /// <summary>Codes looked at for joining after a change.</summary>
    private const int JoinReach = 5;

    private readonly ReadOnlySpan<byte> _codes;
    private readonly HllRun _run;
    private readonly int _joinFrom;

    private HllSparseEdit(ReadOnlySpan<byte> codes, HllRun run, int joinFrom)
    {
        _codes = codes;
        _run = run;
        _joinFrom = joinFrom;
    }

    /// <summary>Bytes by which the codes become longer (or shorter) before runs are joined.</summary>
    public int Growth => _codes.Length - _run.Size;

    /// <summary>Whether there is nothing to change, as the register is that high already.</summary>
    public bool IsNothing => _codes.IsEmpty;

    /// <summary>Works out an edit.</summary>
    /// <param name="body">The registers' bytes.</param>
    /// <param name="register">The register to raise.</param>
    /// <param name="value">Its new value, 1 to <see cref="HllRun.MaxValue"/>.</param>
    /// <param name="scratch">Memory for <see cref="MaxCodes"/> bytes that lives as long as the edit.</param>
    /// <param name="edit">What to do.</param>
    /// <returns>False when the codes do not lead to the register, or are cut off there.</returns>
    public static bool TryPlan(ReadOnlySpan<byte> body, int register, int value, Span<byte> scratch, out HllSparseEdit edit)
    {
        Debug.Assert(value is > 0 and <= HllRun.MaxValue);
        edit = default;
        int before = 0, at = 0, first = 0;
        // Only the codes up to the register are looked at: Redis does not mind what is wrong behind it either.
        while (at < body.Length)
        {
            HllRun run = HllRun.Read(body, at, first);
            if (at + run.Size > body.Length)
                return false;
            first += run.Length;
            if (register < first)
            {
                if (run.Value < value)
                    edit = new HllSparseEdit(scratch[..Split(run, register, value, scratch)], run, before);
                return true;
            }
            before = at;
            at += run.Size;
        }
        return false;
    }

    /// <summary>Carries the edit out.</summary>
    /// <param name="body">The registers' bytes, with room for <see cref="Growth"/> more at the end.</param>
    /// <param name="length">Length of the codes before the edit.</param>
    /// <returns>Length of the codes now.</returns>
    public int Apply(Span<byte> body, int length)
    {
        int behind = _run.At + _run.Size;
        body[behind..length].CopyTo(body[(behind + Growth)..]);
        _codes.CopyTo(body[_run.At..]);
        return Join(body[..(length + Growth)]);
    }

    /// <summary>Writes the codes for a run in which one register gets another value.</summary>
    private static int Split(HllRun run, int register, int value, Span<byte> codes)
    {
        int written = 0;
        if (register > run.Register)
            written += HllRun.Write(codes, run.Value, register - run.Register);
        written += HllRun.Write(codes[written..], value, 1);
        int after = run.Register + run.Length - 1 - register;
        if (after > 0)
            written += HllRun.Write(codes[written..], run.Value, after);
        return written;
    }

    /// <summary>Joins neighbouring runs of equal value around the change where one code can hold both.</summary>
    private int Join(Span<byte> body)
    {
        int end = body.Length;
        int at = _joinFrom;
        for (int left = JoinReach; left > 0 && at < end; left--)
        {
            HllRun run = HllRun.Read(body, at, 0);
            int behind = at + run.Size;
            HllRun next = behind < end ? HllRun.Read(body, behind, 0) : default;
            if (run.Value > 0 && run.Value == next.Value && run.Length + next.Length <= HllRun.MaxValueLength)
            {
                HllRun.Write(body[at..], run.Value, run.Length + next.Length);
                body[(behind + 1)..end].CopyTo(body[behind..]);
                end--;
            }
            else
            {
                at = behind;
            }
        }
        return end;
    }
}
