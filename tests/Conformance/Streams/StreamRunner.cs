using MtcpRedis.Conformance.Replies;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Runs a stream on two emptied servers: replies first, then the whole state, then the memory after emptying.</summary>
public sealed class StreamRunner(Duel duel, bool compareState = true)
{
    private const int MaxBatch = 50;
    private const int MaxBatchBytes = 512 * 1024;

    private readonly List<(Exchange Exchange, StepContext Step)> _batch = [];
    private readonly ServerReset _reset = new(duel);
    private readonly StateComparer _state = new(duel);
    private int _batchBytes;

    /// <returns>Null, or the first difference.</returns>
    public MismatchException? Run(CommandStream stream)
    {
        try
        {
            _batch.Clear();
            _batchBytes = 0;
            _reset.Before(stream.Protocols);
            foreach (var step in stream.Steps)
            {
                Run(step);
            }

            Flush();
            if (compareState)
            {
                _state.Compare();
            }

            _reset.CheckBaseline();
            return null;
        }
        catch (MismatchException mismatch)
        {
            return mismatch;
        }
    }

    private void Run(Step step)
    {
        var context = new StepContext();
        foreach (var action in step.Actions)
        {
            if (action is Exchange exchange)
            {
                Add(exchange, context);
            }
            else
            {
                Flush();
                action.Run(duel, context);
            }
        }
    }

    private void Add(Exchange exchange, StepContext context)
    {
        if (_batch.Count > 0 && (_batch[0].Exchange.Client != exchange.Client || _batch.Count == MaxBatch || _batchBytes > MaxBatchBytes))
        {
            Flush();
        }

        _batch.Add((exchange, context));
        _batchBytes += exchange.Command.WireLength;
    }

    private void Flush()
    {
        if (_batch.Count > 0)
        {
            duel.RunPipelined(_batch);
            _batch.Clear();
            _batchBytes = 0;
        }
    }
}
