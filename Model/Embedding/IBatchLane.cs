namespace ClipGrid.Model.Embedding;

/// <summary>
/// One kind of work of a <see cref="ComputeThread"/>. Disposal takes no more work, fails what waits, and completes when nobody is on the
/// way in any more.
/// </summary>
internal interface IBatchLane : IAsyncDisposable
{
    /// <summary>When the next batch is to be computed, in the clock's timestamps; null if nothing waits. Called under the thread's gate.</summary>
    long? DueAt { get; }

    /// <summary>Computes one batch, if there still is one. Called on the thread, outside the gate; must not throw.</summary>
    void ComputeBatch();
}
