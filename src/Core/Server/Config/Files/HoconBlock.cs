namespace MtcpRedis.Server.Config.Files;

/// <summary>A block <c>path { ... }</c> of a HOCON file.</summary>
/// <param name="Path">The whole path of the block's key.</param>
/// <param name="Close">Offset of the closing brace in the file's text.</param>
internal sealed record HoconBlock(string Path, int Close);
