namespace MtcpRedis.Bench.Results;

/// <summary>Writes results in one format.</summary>
internal interface IReport
{
    /// <summary>Writes the result of one test, when it is there.</summary>
    void Add(TestResult result);

    /// <summary>Writes what comes after the last test.</summary>
    void Finish();
}
