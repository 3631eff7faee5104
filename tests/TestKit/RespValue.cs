using System.Globalization;
using System.Text;

namespace MtcpRedis.TestKit;

/// <summary>One reply, as it was on the wire: scalars keep their bytes, aggregates their items in order.</summary>
public sealed class RespValue : IEquatable<RespValue>
{
    private static readonly RespValue[] s_none = [];

    private RespValue(RespType type, byte[] bytes, RespValue[] items)
    {
        Type = type;
        Bytes = bytes;
        Items = items;
    }

    public RespType Type { get; }

    /// <summary>The payload of a scalar, without type byte, length and line ends; empty for nulls and aggregates.</summary>
    public byte[] Bytes { get; }

    /// <summary>The elements of an aggregate; a map's alternate key, value.</summary>
    public RespValue[] Items { get; }

    public bool IsError => Type is RespType.Error or RespType.BulkError;

    public bool IsNull => Type is RespType.Null or RespType.NullBulk or RespType.NullArray;

    public bool IsAggregate => Type is RespType.Array or RespType.Map or RespType.Set or RespType.Push;

    /// <summary>The payload read as Latin-1, so that no byte is lost.</summary>
    public string Text => Encoding.Latin1.GetString(Bytes);

    /// <summary>The payload read as a 64-bit integer.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long AsInteger => long.Parse(Bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static RespValue Scalar(RespType type, byte[] bytes) => new(type, bytes, s_none);

    public static RespValue Aggregate(RespType type, params RespValue[] items) => new(type, [], items);

    public static RespValue Simple(string text) => Scalar(RespType.Simple, Encoding.Latin1.GetBytes(text));

    public static RespValue Error(string text) => Scalar(RespType.Error, Encoding.Latin1.GetBytes(text));

    public static RespValue Integer(long value) =>
        Scalar(RespType.Integer, Encoding.Latin1.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    public static RespValue Bulk(string text) => Scalar(RespType.Bulk, Encoding.Latin1.GetBytes(text));

    public static RespValue Array(params RespValue[] items) => Aggregate(RespType.Array, items);

    public bool Equals(RespValue? other)
    {
        if (other is null || other.Type != Type || other.Items.Length != Items.Length || !other.Bytes.AsSpan().SequenceEqual(Bytes))
        {
            return false;
        }

        for (var i = 0; i < Items.Length; i++)
        {
            if (!Items[i].Equals(other.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as RespValue);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Type);
        hash.AddBytes(Bytes);
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Text in the manner of redis-cli, shortened to a readable size.</summary>
    public override string ToString() => RespFormatter.Format(this);
}
