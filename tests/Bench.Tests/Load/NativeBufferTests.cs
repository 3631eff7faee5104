using MtcpRedis.Bench.Load;
using Xunit;

namespace MtcpRedis.Bench.Tests.Load;

public sealed class NativeBufferTests
{
    [Fact]
    public void AppendAndConsume_InRandomSteps_KeepEveryByteInOrder()
    {
        var random = new Random(1);
        using var buffer = new NativeBuffer();
        var expected = new Queue<byte>();
        for (var step = 0; step < 3_000; step++)
        {
            var added = new byte[random.Next(0, step % 100 == 0 ? 200_000 : 300)];
            random.NextBytes(added);
            buffer.Append(added);
            Array.ForEach(added, expected.Enqueue);
            Assert.Equal(expected.Count, buffer.Waiting.Length);

            var taken = random.Next(0, buffer.Waiting.Length + 1);
            for (var i = 0; i < taken; i++)
            {
                Assert.Equal(expected.Dequeue(), buffer.Waiting[i]);
            }

            buffer.Consume(taken);
            Assert.Equal(expected.Count == 0, buffer.IsEmpty);
        }
    }
}
