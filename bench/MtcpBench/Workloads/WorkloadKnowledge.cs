namespace MtcpRedis.Bench.Workloads;

/// <summary>What the tests that already ran left in the database, as far as it lets later replies be predicted.</summary>
internal sealed class WorkloadKnowledge
{
    /// <summary>Every key of the SET and GET tests holds the run's value, if it exists.</summary>
    public bool KeysHoldValue { get; set; }

    /// <summary>Elements at the head of the list that are surely the run's value.</summary>
    public long KnownListHead { get; set; }
}
