using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Proposes simpler forms of a step: shorter arguments, fewer arguments, and what the step itself proposes.</summary>
public static class StepReducer
{
    private const int LongArgument = 24;

    public static IEnumerable<Step> Smaller(Step step)
    {
        if (step.Smaller is not null)
        {
            return step.Smaller();
        }

        return step.Actions is [Exchange exchange] ? SmallerCommands(exchange) : [];
    }

    private static IEnumerable<Step> SmallerCommands(Exchange exchange)
    {
        var args = exchange.Command.Args;
        for (var i = args.Length - 1; i > 0; i--)
        {
            if (args[i].Length > LongArgument)
            {
                yield return Replace(exchange, [.. args[..i], args[i][..(args[i].Length / 2)], .. args[(i + 1)..]]);
            }
        }

        for (var i = args.Length - 1; i > 0; i--)
        {
            yield return Replace(exchange, [.. args[..i], .. args[(i + 1)..]]);
        }
    }

    private static Step Replace(Exchange exchange, byte[][] args) =>
        new(new Exchange(exchange.Client, new RespCommand(args), exchange.Rule, exchange.IsPlain));
}
