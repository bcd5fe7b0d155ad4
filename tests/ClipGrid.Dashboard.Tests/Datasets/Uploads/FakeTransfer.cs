using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

/// <summary>A transfer in memory.</summary>
internal sealed class FakeTransfer(string id, UploadGrid grid) : ITransferGrain
{
    public Task<long> AppendAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        MemoryStream all = grid.Transfers.GetOrAdd(id, _ => new MemoryStream());
        if (grid.KeepsBytes)
            all.Write(bytes.Span);
        grid.Appended.TrySetResult();
        return Task.FromResult(offset + bytes.Length);
    }

    public Task CompleteAsync(long length, CancellationToken cancellationToken)
    {
        grid.Completed[id] = grid.Transfers[id].ToArray();
        return Task.CompletedTask;
    }

    public Task<TransferInfo> GetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TransferPiece> ReadAsync(long offset, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(CancellationToken cancellationToken)
    {
        grid.Transfers.TryRemove(id, out _);
        grid.Deleted.TrySetResult();
        return Task.CompletedTask;
    }
}
