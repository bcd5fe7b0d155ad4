using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Delivery;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>
/// Computes a part of each batch of a run that is elsewhere; the key is <see cref="PartKey"/>. It comes into being by <see cref="StartAsync"/> on the silo that
/// the call names. No call waits longer than a few seconds: who asks for something that takes longer asks again. What the run does not ask
/// for any more ends by itself.
/// </summary>
[Alias("clipgrid.IPartHostGrain"), FailsFast]
internal interface IPartHostGrain : IGrainWithStringKey
{
    /// <summary>Starts it and returns at once; again, it does nothing.</summary>
    /// <exception cref="GridException">Unavailable: the silo ends.</exception>
    [Alias("Start"), AlwaysInterleave]
    Task StartAsync(PartAssignment assignment, CancellationToken cancellationToken);

    /// <summary>How far it is.</summary>
    /// <exception cref="GridException">WrongState: it is not here.</exception>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<PartStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Takes a piece of what it needs next.</summary>
    /// <param name="buffer">Of what.</param>
    /// <param name="offset">Where in it the piece belongs.</param>
    /// <param name="piece">At most <see cref="PartWire.PieceLength"/> bytes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="GridException">WrongState: it is not here, or has ended. Invalid: there is no such place.</exception>
    [Alias("Write"), AlwaysInterleave]
    Task WriteAsync(PartBuffer buffer, int offset, byte[] piece, CancellationToken cancellationToken);

    /// <summary>A piece of what it has computed.</summary>
    /// <exception cref="GridException">As above.</exception>
    [Alias("Read"), AlwaysInterleave]
    Task<byte[]> ReadAsync(PartBuffer buffer, int offset, int count, CancellationToken cancellationToken);

    /// <summary>Computes the embeddings of the part of the batch at a cursor, with the weights that were written; by the first call of a turn.</summary>
    /// <param name="turn">Counts the steps that the run has asked for.</param>
    /// <param name="epoch">Where the batch begins: the pass over the data.</param>
    /// <param name="position">And the items of it that were used.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="GridException">As above.</exception>
    [Alias("Encode"), AlwaysInterleave]
    Task<PartAnswer> EncodeAsync(long turn, long epoch, int position, CancellationToken cancellationToken);

    /// <summary>Computes the gradients of the parameters from the gradient that was written; by the first call of a turn.</summary>
    /// <exception cref="GridException">As above.</exception>
    [Alias("PushBack"), AlwaysInterleave]
    Task<PartAnswer> PushBackAsync(long turn, CancellationToken cancellationToken);

    /// <summary>Ends it.</summary>
    [Alias("Stop"), AlwaysInterleave]
    Task StopAsync(CancellationToken cancellationToken);
}
