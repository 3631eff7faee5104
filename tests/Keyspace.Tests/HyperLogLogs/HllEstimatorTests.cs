using System.Text;
using MtcpRedis.Keyspace.HyperLogLogs;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.HyperLogLogs;

public class HllEstimatorTests
{
    [Fact]
    public void Estimate_NoElements_IsZero()
    {
        int[] histogram = new int[HllEstimator.HistogramLength];
        histogram[0] = HllFormat.Registers;
        Assert.Equal(0, HllEstimator.Estimate(histogram));
    }

    [Theory]
    [InlineData(100, 0.05)]
    [InlineData(10_000, 0.03)]
    [InlineData(1_000_000, 0.03)]
    public void Estimate_ManyElements_IsClose(int elements, double error)
    {
        byte[] registers = new byte[HllFormat.Registers];
        for (int i = 0; i < elements; i++)
        {
            (int register, int rank) = HllHash.Locate(Encoding.ASCII.GetBytes($"element:{i}"));
            registers[register] = Math.Max(registers[register], (byte)rank);
        }
        Assert.InRange(HllCounter.Count(registers), elements * (1 - error), elements * (1 + error));
    }

    [Fact]
    public void Dense_AnyRegisters_ReadBackAsWritten()
    {
        var random = new Random(5);
        byte[] body = new byte[HllFormat.DenseSize - HllFormat.HeaderSize];
        byte[] model = new byte[HllFormat.Registers];
        for (int i = 0; i < 50_000; i++)
        {
            int register = random.Next(model.Length), value = random.Next(64);
            Assert.Equal(value > model[register], HllDense.Raise(body, register, value));
            model[register] = Math.Max(model[register], (byte)value);
        }
        byte[] merged = new byte[HllFormat.Registers];
        HllDense.MergeInto(body, merged);
        Assert.Equal(model, merged);
        int[] histogram = new int[HllEstimator.HistogramLength];
        HllDense.AddTo(body, histogram);
        Assert.Equal(Enumerable.Range(0, 64).Select(v => model.Count(r => r == v)), histogram);
    }
}
