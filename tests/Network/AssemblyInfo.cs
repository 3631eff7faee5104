using Xunit;

// Every test keeps both of a small machine's processors busy: one at a time is quicker than all together, and fails for its own reasons only.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
