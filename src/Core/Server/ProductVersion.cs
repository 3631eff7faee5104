namespace MtcpRedis.Server;

/// <summary>What the product calls itself.</summary>
internal static class ProductVersion
{
    /// <summary>The version of Redis whose behaviour clients see; many client libraries choose features by it.</summary>
    public const string Redis = "7.2.4";

    /// <summary>The product's own version.</summary>
    public static string Own { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
