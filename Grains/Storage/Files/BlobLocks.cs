using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>
/// Makes changes of a blob take turns: between threads by semaphores, between processes by files that are open without sharing
/// (a lock that the system takes back when a process ends). Names share a fixed number of locks.
/// </summary>
internal sealed class BlobLocks(BlobFolder folder, TimeProvider time)
{
    private const int Count = 64;
    private const string LockFolder = "~locks";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for the name's lock; disposing of it gives it back.</summary>
    /// <exception cref="GridException">Unavailable: another process held it for 30 seconds.</exception>
    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellationToken)
    {
        // The same in every process, as string.GetHashCode is not.
        int index = SHA256.HashData(Encoding.UTF8.GetBytes(name))[0] % Count;
        SemaphoreSlim turn = _turns[index];
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long start = time.GetTimestamp();
            FileStream? file;
            while ((file = folder.Guard($"locking {name}", () => TryOpen(index))) is null)
            {
                if (time.GetElapsedTime(start) > s_patience)
                    throw new GridException(GridProblem.Unavailable, $"Another process has held the lock of the blob {name} in {folder.Root} for {s_patience.TotalSeconds:0} seconds: see which process uses the folder and whether it hangs.");
                await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
            }
            return new BlobLock(turn, file);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    private FileStream? TryOpen(int index)
    {
        try
        {
            return new FileStream(Path.Combine(folder.OwnFolder(LockFolder), $"{index:x2}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (FileFaults.IsInUse(exception))
        {
            return null;
        }
    }
}
