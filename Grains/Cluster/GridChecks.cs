using System.Collections.Immutable;
using System.Security.Cryptography;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Model.Native;

namespace ClipGrid.Grains.Cluster;

/// <summary>What a silo can say of its own health, by trying it.</summary>
internal sealed class GridChecks(IBlobStore store)
{
    private const string ProbeName = "doctor/probe";

    /// <summary>Tries torch, device and storage; may take a second.</summary>
    public async Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken) =>
        [.. CheckTorch(), await CheckStorageAsync(cancellationToken).ConfigureAwait(false)];

    private static CheckResult[] CheckTorch()
    {
        try
        {
            TorchDescription torch = TorchRuntime.Describe();
            CheckResult device = torch.Devices is [_, ..] and not ["cpu"]
                ? new() { Name = "device", Status = CheckStatus.Good, Message = string.Join(", ", torch.Devices) }
                : new() { Name = "device", Status = CheckStatus.Good, Message = $"cpu, {torch.ThreadCount} {(torch.ThreadCount == 1 ? "thread" : "threads")}; no CUDA device" };
            return
            [
                new() { Name = "torch", Status = CheckStatus.Good, Message = torch.ToString() },
                torch.CpuCapability == "DEFAULT"
                    ? device with { Status = CheckStatus.Warning, Remedy = "This processor has no AVX2: torch computes several times slower than it could elsewhere." }
                    : device,
            ];
        }
        catch (TorchLoadException e)
        {
            return [new() { Name = "torch", Status = CheckStatus.Bad, Message = "torch's native library does not load", Remedy = e.Message }];
        }
    }

    private async Task<CheckResult> CheckStorageAsync(CancellationToken cancellationToken)
    {
        try
        {
            byte[] written = RandomNumberGenerator.GetBytes(64);
            await store.PutAsync(ProbeName, written, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            byte[] read = await store.GetAsync(ProbeName, range: null, cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(ProbeName, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            return read.AsSpan().SequenceEqual(written)
                ? new() { Name = "storage", Status = CheckStatus.Good, Message = "a blob was written, read and deleted" }
                : new() { Name = "storage", Status = CheckStatus.Warning, Message = "a blob came back otherwise than it was written", Remedy = "Ask again: another check may have run at the same moment. If it stays so, look at the storage itself." };
        }
        catch (GridException e)
        {
            return new() { Name = "storage", Status = CheckStatus.Bad, Message = "a blob could not be written, read and deleted", Remedy = e.Message };
        }
    }
}
