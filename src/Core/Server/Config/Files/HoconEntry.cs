namespace MtcpRedis.Server.Config.Files;

/// <summary>A key of a HOCON file and where its value stands.</summary>
/// <param name="Path">The whole path of the key, parts joined by dots.</param>
/// <param name="Origin">The file.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Start">Offset of the first character of the value in the file's text.</param>
/// <param name="End">Offset behind the last character of the value.</param>
internal sealed record HoconEntry(string Path, string Origin, int Line, int Start, int End);
