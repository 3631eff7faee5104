using MtcpRedis.Core.Commands;

namespace MtcpRedis.Core.Tests.Commands;

/// <summary>A command without a handler.</summary>
internal sealed class PlainCommand(string name, params KeySpec[] keys)
    : CommandSpec(name, -1, CommandFlags.None, keys, CommandGroup.Generic);
