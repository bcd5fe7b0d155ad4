using System.Formats.Tar;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Unpacks a tar into a new folder: regular files only, none outside of it, all or nothing.</summary>
internal static class TarUnpacking
{
    private const int MostMembers = 10_000;

    /// <summary>Unpacks; the folder must not be there yet, or be empty.</summary>
    /// <exception cref="GridException">Conflict: the folder holds something. Corrupt: a member does not belong into a folder of files.</exception>
    public static async Task UnpackAsync(Stream tar, string folder, CancellationToken cancellationToken)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        DemandEmpty(target);
        string half = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(half);
            await using (TarReader reader = new(tar, leaveOpen: true))
                await WriteMembersAsync(reader, half, cancellationToken);
            DemandEmpty(target);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(half, target);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not EndOfStreamException)
        {
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(folder)} cannot be written: {e.Message} Name another folder, or make room.", e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new GridException(GridProblem.Corrupt, $"The grid sent a damaged archive: {e.Message} Ask for it again.", e);
        }
        finally
        {
            if (Directory.Exists(half))
                Directory.Delete(half, recursive: true);
        }
    }

    private static async Task WriteMembersAsync(TarReader reader, string folder, CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } member)
        {
            if (member.EntryType == TarEntryType.Directory)
                continue;
            string[] parts = member.Name.Split('/');
            bool isPlain = member.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && parts.All(part => part.Length is > 0 and < 256 && part is not "." and not ".." && part.IndexOfAny(['\\', ':', '\0']) < 0);
            if (!isPlain || !seen.Add(member.Name) || seen.Count > MostMembers)
                throw new GridException(GridProblem.Corrupt, $"The grid sent an archive with the member {GridName.Shown(member.Name)}, which does not belong there: nothing was unpacked.");
            string path = Path.Combine([folder, .. parts]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 << 10, FileOptions.Asynchronous);
            if (member.DataStream is { } content)
                await content.CopyToAsync(file, cancellationToken);
        }
    }

    private static void DemandEmpty(string folder)
    {
        if (File.Exists(folder) || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new GridException(GridProblem.Conflict, $"{GridName.Shown(folder)} is there already and not empty: name a new folder.");
    }
}
