using System.Text;
using MtcpRedis.Core.Hashing;
using Xunit;

namespace MtcpRedis.Core.Tests.Hashing;

public sealed class HashSlotTests
{
    [Fact]
    public void Crc16_CheckInput_GivesThePublishedCheckValue() => Assert.Equal(0x31C3, HashSlot.Crc16("123456789"u8));

    [Fact]
    public void Crc16_EveryLength_EqualsTheBitwiseDefinition()
    {
        var random = new Random(1);
        for (int length = 0; length < 70; length++)
        {
            byte[] data = new byte[length];
            random.NextBytes(data);
            Assert.Equal(Bitwise(data), HashSlot.Crc16(data));
        }
    }

    // Slots as CLUSTER KEYSLOT reports them.
    [Theory]
    [InlineData("123456789", 0x31C3)]
    [InlineData("foo", 12182)]
    [InlineData("bar", 5061)]
    [InlineData("hello", 866)]
    [InlineData("", 0)]
    public void HashSlot_KnownKeys_HaveKnownSlots(string key, int slot) => Assert.Equal(slot, SlotOf(key));

    [Theory]
    [InlineData("{user1000}.following", "user1000")]
    [InlineData("foo{}{bar}", "foo{}{bar}")]
    [InlineData("foo{{bar}}zap", "{bar")]
    [InlineData("foo{bar}{zap}", "bar")]
    [InlineData("foo{bar", "foo{bar")]
    [InlineData("foo}bar{", "foo}bar{")]
    [InlineData("}a{b}", "b")]
    [InlineData("{}", "{}")]
    [InlineData("", "")]
    public void HashSlot_HashTag_IsTheFirstNonEmptyBracePart(string key, string tag)
    {
        Assert.Equal(tag, Encoding.UTF8.GetString(HashSlot.TagOf(Encoding.UTF8.GetBytes(key))));
        Assert.Equal(Bitwise(Encoding.UTF8.GetBytes(tag)) % 16384, SlotOf(key));
    }

    private static int SlotOf(string key) => HashSlot.Of(Encoding.UTF8.GetBytes(key));

    private static ushort Bitwise(byte[] data)
    {
        int crc = 0;
        foreach (byte b in data)
        {
            crc ^= b << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = ((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xFFFF;
            }
        }

        return (ushort)crc;
    }
}
