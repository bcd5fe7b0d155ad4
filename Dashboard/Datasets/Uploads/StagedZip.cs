using System.IO.Compression;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>
/// A zip that lies in a file without a name while it is read: its list of files stands at its end. The file is deleted before its first
/// byte is written, so that nothing of it stays, however the upload or the process ends.
/// </summary>
internal sealed class StagedZip : IAsyncDisposable
{
    // A file's line in the list with a path and some of what packers add to it.
    private const int ListBytesPerFile = 512;
    private const int BufferLength = 128 << 10;
    private const long AlwaysFine = 1 << 20;
    private const int UnixLink = 0xA000;
    private const int UnixKinds = 0xF000;

    private readonly FileStream _file;
    private ZipArchive? _zip;
    private ZipArchiveEntry[] _entries = [];

    private StagedZip(FileStream file) => _file = file;

    /// <summary>What of it is taken.</summary>
    public UploadPlan Plan { get; private set; } = null!;

    /// <summary>Receives a zip, and judges it by its list.</summary>
    /// <exception cref="GridException">Invalid: it is no zip, or one of its files cannot be taken. TooLarge: a limit.</exception>
    public static async Task<StagedZip> ReceiveAsync(SentFile source, UploadOptions limits, CancellationToken cancellationToken)
    {
        StagedZip zip = new(OpenScratch(limits));
        try
        {
            await zip.FillAsync(source, cancellationToken);
            await zip.ListAsync(limits, cancellationToken);
            return zip;
        }
        catch (Exception e)
        {
            await zip.DisposeAsync();
            if (e is InvalidDataException or EndOfStreamException or ArgumentException)
                throw Unsound(e);
            throw;
        }
    }

    /// <summary>Its files, one after the other.</summary>
    public async IAsyncEnumerable<SentFile> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int index = 0; index < _entries.Length; index++)
        {
            await using Stream content = await OpenAsync(_entries[index], cancellationToken);
            yield return new SentFile(Plan.Files[index].Path, Plan.Files[index].Size, content);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_zip is not null)
            await _zip.DisposeAsync();
        await _file.DisposeAsync();
    }

    private async Task FillAsync(SentFile source, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferLength];
        for (int count; (count = await source.Content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await _file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (_file.Position > source.Length)
                break;
        }
        await _file.FlushAsync(cancellationToken);
        if (_file.Position != source.Length)
            throw new GridException(GridProblem.Invalid, $"The zip has another size than the {source.Length:N0} bytes that were announced: it changed on its way. Nothing was added; send it again.");
    }

    private async Task ListAsync(UploadOptions limits, CancellationToken cancellationToken)
    {
        if (await ZipDirectory.MeasureAsync(_file, cancellationToken) > AlwaysFine + (long)limits.MaxFileCount * ListBytesPerFile)
            throw new GridException(GridProblem.TooLarge, $"The zip lists too many files: at most {Shown.Count(limits.MaxFileCount)} are taken at once.");
        _zip = await ZipArchive.CreateAsync(_file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        ZipArchiveEntry[] all = [.. _zip.Entries.Where(entry => !IsFolder(entry))];
        foreach (ZipArchiveEntry entry in all)
            Check(entry, limits);
        Plan = UploadPlan.Strict([.. all.Select(entry => new UploadFile(PathOf(entry), entry.Length))], limits);
        if (Plan.IsZip)
            throw new GridException(GridProblem.Invalid, "The zip holds another zip: unpack the outer one first.");
        HashSet<int> leftOut = [.. Plan.LeftOut.Select(file => file.Index)];
        _entries = [.. all.Where((_, index) => !leftOut.Contains(index))];
    }

    private static void Check(ZipArchiveEntry entry, UploadOptions limits)
    {
        string name = GridName.Shown(entry.FullName);
        if (entry.IsEncrypted)
            throw new GridException(GridProblem.Invalid, $"{name} in the zip is locked with a password: pack it without one.");
        if ((entry.ExternalAttributes >> 16 & UnixKinds) == UnixLink)
            throw new GridException(GridProblem.Invalid, $"{name} in the zip is a link: pack the file that it leads to.");
        if (entry.Length > AlwaysFine && entry.Length / limits.MaxZipRatio > entry.CompressedLength)
            throw new GridException(GridProblem.TooLarge, $"{name} in the zip unpacks to more than {limits.MaxZipRatio} times its size, as if it were meant to fill a disk: send it unpacked.");
    }

    private static async Task<Stream> OpenAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return new ToldStream(await entry.OpenAsync(cancellationToken), Unsound);
        }
        catch (InvalidDataException e)
        {
            throw Unsound(e);
        }
    }

    private static FileStream OpenScratch(UploadOptions limits)
    {
        string path = Path.Combine(limits.ScratchFolder ?? Path.GetTempPath(), $"clipgrid-{Guid.NewGuid():N}");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file = new(path, options);
        File.Delete(path);
        return file;
    }

    private static bool IsFolder(ZipArchiveEntry entry) => PathOf(entry).EndsWith('/');

    // Some packers of Windows write its slashes.
    private static string PathOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    private static GridException Unsound(Exception e) => new(GridProblem.Invalid, $"This is no sound zip: {e.Message} Pack it again.", e);
}
