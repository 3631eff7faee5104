using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>A whole iteration of SCAN, HSCAN, SSCAN or ZSCAN; what it returned is compared as a set.</summary>
/// <param name="client">The connection.</param>
/// <param name="before">The words before the cursor.</param>
/// <param name="after">The words after the cursor.</param>
public sealed class FullScan(int client, byte[][] before, byte[][] after) : StreamAction(client)
{
    private const int MaxRounds = 100_000;

    public override IEnumerable<string> Lines => [$"{Command("0"u8.ToArray())}   # and on with each cursor until 0"];

    public override string Title => Command("0"u8.ToArray()).Name;

    public override void Run(Duel duel, StepContext step)
    {
        var width = Title is "HSCAN" or "ZSCAN" ? 2 : 1;
        var (expected, actual) = duel.OnBoth(Title, side => Iterate(side.Client(Client), width));
        duel.Check(Rules.Unordered, Command("0"u8.ToArray()), expected, actual, step);
    }

    private RespCommand Command(byte[] cursor) => new([.. before, cursor, .. after]);

    private RespValue Iterate(RespClient client, int width)
    {
        var seen = new HashSet<RespValue>();
        var cursor = "0"u8.ToArray();
        for (var round = 0; round < MaxRounds; round++)
        {
            var reply = client.Call(Command(cursor));
            if (reply.Type != RespType.Array || reply.Items is not [{ Type: RespType.Bulk } next, { Type: RespType.Array } batch])
            {
                return reply;
            }

            seen.UnionWith(width == 1 ? batch.Items : batch.Items.Chunk(width).Select(c => RespValue.Array(c)));
            if (next.Text == "0")
            {
                return RespValue.Array([.. seen]);
            }

            cursor = next.Bytes;
        }

        throw new MismatchException("reply", Title, $"the iteration did not end after {MaxRounds} rounds");
    }
}
