using Akka.Actor;
using Akka.Dispatch;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// Makes the dispatcher that runs the mailboxes of <c>core-i</c> and <c>shard-i</c> on the one thread of core i. Named in the node's
/// Akka configuration, hence public.
/// </summary>
public sealed class CoreDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CoreDispatcher _dispatcher;

    /// <summary>Called by Akka.</summary>
    /// <param name="config">The dispatcher's block; <c>thread</c> names the core's thread.</param>
    /// <param name="prerequisites">Akka's.</param>
    public CoreDispatcherConfigurator(AkkaConfig config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _dispatcher = new CoreDispatcher(this, CoreThreads.Get(config.GetString("thread")));
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;

    private sealed class CoreDispatcher : MessageDispatcher
    {
        private readonly CoreThread _thread;

        public CoreDispatcher(MessageDispatcherConfigurator configurator, CoreThread thread)
            : base(configurator)
        {
            _thread = thread;
        }

        // A core that waits in its poll does so inside its mailbox's run, which is therefore not queued again for what arrives meanwhile.
        public override void Dispatch(ActorCell cell, Envelope envelope)
        {
            base.Dispatch(cell, envelope);
            _thread.WakeIfParked();
        }

        protected override void ExecuteTask(IRunnable run) => _thread.Enqueue(run);

        // The thread belongs to the node, which ends it after the actor system.
        protected override void Shutdown()
        {
        }
    }
}
