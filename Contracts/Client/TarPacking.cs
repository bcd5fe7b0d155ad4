using System.Collections.Immutable;
using System.Formats.Tar;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Packs files into a tar, which is how files travel to the grid.</summary>
internal static class TarPacking
{
    /// <summary>Sends files as the tar of a new transfer and completes it; deletes the transfer where that fails.</summary>
    /// <param name="calls">The grid.</param>
    /// <param name="files">The files.</param>
    /// <param name="sent">Hears the bytes sent so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<TransferId> SendAsync(GridCalls calls, ImmutableArray<LocalFile> files, Action<long>? sent, CancellationToken cancellationToken) =>
        SendAsync(calls, OpenAsync(files), sent, cancellationToken);

    /// <summary>The same with files that come as streams.</summary>
    public static async Task<TransferId> SendAsync(GridCalls calls, IAsyncEnumerable<SentFile> files, Action<long>? sent, CancellationToken cancellationToken)
    {
        TransferId id = TransferId.New();
        try
        {
            await using TransferWriter target = new(calls, id, sent, cancellationToken);
            await PackAsync(files, target, cancellationToken);
            await target.CompleteAsync();
            return id;
        }
        catch
        {
            await Transfers.DeleteQuietlyAsync(calls, id);
            throw;
        }
    }

    /// <summary>Writes the tar of some files: regular members in PAX format, nothing of this machine's owners and rights in it.</summary>
    public static Task PackAsync(ImmutableArray<LocalFile> files, Stream target, CancellationToken cancellationToken) =>
        PackAsync(OpenAsync(files), target, cancellationToken);

    private static async Task PackAsync(IAsyncEnumerable<SentFile> files, Stream target, CancellationToken cancellationToken)
    {
        await using TarWriter tar = new(target, TarEntryFormat.Pax, leaveOpen: true);
        await foreach (SentFile file in files.WithCancellation(cancellationToken))
        {
            await using SizedStream content = new(file);
            PaxTarEntry entry = new(TarEntryType.RegularFile, file.Name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch };
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }

    /// <summary>About how many bytes the tar has.</summary>
    public static long Estimate(ImmutableArray<LocalFile> files) => files.Sum(file => 1536 + (file.Length + 511) / 512 * 512) + 1024;

    private static async IAsyncEnumerable<SentFile> OpenAsync(ImmutableArray<LocalFile> files)
    {
        foreach (LocalFile file in files)
        {
            await using FileStream content = Open(file);
            yield return new SentFile(file.Name, content.Length, content);
        }
    }

    private static FileStream Open(LocalFile file)
    {
        try
        {
            return new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 << 10, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(file.Name)} cannot be read: {e.Message} Nothing was kept; make it readable or move it away.", e);
        }
    }
}
