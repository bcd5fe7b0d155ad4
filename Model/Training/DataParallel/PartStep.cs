namespace ClipGrid.Model.Training.DataParallel;

/// <summary>What a device must know to compute its part of a step. The bytes are the run's own: they change with the next step.</summary>
/// <param name="Cursor">Where the batch begins.</param>
/// <param name="Trained">The weights that the run changes, as <see cref="PartWorker.SetTrained"/> takes them.</param>
/// <param name="Fixed">The weights that it never changes, for a device that has not got them, as <see cref="PartWorker.SetFixed"/> takes them.</param>
public sealed record PartStep(DataCursor Cursor, ReadOnlyMemory<byte> Trained, Lazy<ReadOnlyMemory<byte>> Fixed);
