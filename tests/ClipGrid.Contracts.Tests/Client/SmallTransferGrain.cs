using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>Keeps a transfer in memory.</summary>
internal sealed class SmallTransferGrain(SmallGridMemory memory) : Grain, ITransferGrain
{
    private string Key => this.GetPrimaryKeyString();

    public Task<long> AppendAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        MemoryStream all = memory.Transfers.GetOrAdd(Key, _ => new MemoryStream());
        if (offset > all.Length)
            throw new GridException(GridProblem.Invalid, $"A piece is missing before {offset}.");
        if (offset == all.Length)
            all.Write(bytes.Span);
        memory.LargestPiece = Math.Max(memory.LargestPiece, bytes.Length);
        if (memory.LostAnswers-- > 0)
            throw new TimeoutException("The answer is lost.");
        return Task.FromResult(all.Length);
    }

    public Task CompleteAsync(long length, CancellationToken cancellationToken)
    {
        MemoryStream all = memory.Transfers.GetOrAdd(Key, _ => new MemoryStream());
        if (all.Length != length)
            throw new GridException(GridProblem.Invalid, $"{all.Length} bytes came, not {length}.");
        memory.Completed[Key] = all.ToArray();
        return Task.CompletedTask;
    }

    public Task<TransferInfo> GetAsync(CancellationToken cancellationToken) => Task.FromResult(new TransferInfo(memory.Transfers[Key].Length, true));

    public Task<TransferPiece> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        byte[] all = memory.Transfers[Key].ToArray();
        return Task.FromResult(new TransferPiece(all.AsMemory((int)offset, Math.Min(all.Length - (int)offset, GridLimits.PieceBytes)).ToArray()));
    }

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        memory.Transfers.TryRemove(Key, out _);
        return Task.CompletedTask;
    }
}
