using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>What of some files is sent, under which paths, and what that looks like as a source.</summary>
internal sealed record UploadPlan
{
    private const string Ways = "Choose a folder of classes, a table (CSV, TSV, JSONL) with its pictures, .tar shards, idx files, or a zip of one of these.";

    /// <summary>What is sent, in the order of the list that was given, under the paths that the source has.</summary>
    public required ImmutableArray<UploadFile> Files { get; init; }

    /// <summary>What is not.</summary>
    public required ImmutableArray<LeftOutFile> LeftOut { get; init; }

    /// <summary>Bytes in all.</summary>
    public long ByteCount => Files.Sum(file => file.Size);

    /// <summary>Whether it is a zip, so that what it holds is not known yet.</summary>
    public bool IsZip => Files is [var only] && UploadKinds.IsZip(only.Path);

    /// <summary>What it is, in a few words.</summary>
    public required string Words { get; init; }

    /// <summary>Looks at a list of files: leaves out what nobody means to send, and refuses what cannot become a data set.</summary>
    /// <exception cref="GridException">Invalid: nothing says what the pictures show, or two files are in each other's way. TooLarge: a limit.</exception>
    public static UploadPlan Of(IReadOnlyList<UploadFile> files, UploadOptions limits)
    {
        List<LeftOutFile> leftOut = [];
        List<UploadFile> kept = [];
        for (int index = 0; index < files.Count; index++)
            if (Excuse(files[index], limits) is { } excuse)
                leftOut.Add(new LeftOutFile(index, files[index].Path ?? "", excuse));
            else
                kept.Add(files[index]);
        if (kept.Count == 0)
            throw leftOut.Count == 0 ? new GridException(GridProblem.Invalid, $"No file was chosen. {Ways}") : Refuse(files, leftOut[0], "None of the files can be sent.", limits);
        CheckSize(kept, limits);
        string[] paths = CommonFolder.TakeOff([.. kept.Select(file => file.Path)]);
        CheckApart(paths);
        return new UploadPlan
        {
            Files = [.. kept.Select((file, index) => file with { Path = paths[index] })],
            LeftOut = [.. leftOut],
            Words = Describe(paths),
        };
    }

    /// <summary>The same where nothing more may be left out but what systems leave in folders: the files are on their way already.</summary>
    /// <exception cref="GridException">As <see cref="Of"/>.</exception>
    public static UploadPlan Strict(IReadOnlyList<UploadFile> files, UploadOptions limits)
    {
        UploadPlan plan = Of(files, limits);
        foreach (LeftOutFile file in plan.LeftOut)
            if (UploadPath.Complaint(file.Path, limits) is not null || !UploadPath.IsHidden(file.Path))
                throw Refuse(files, file, "Nothing was added.", limits);
        return plan;
    }

    private static string? Excuse(UploadFile file, UploadOptions limits)
    {
        if (UploadPath.Complaint(file.Path, limits) is { } complaint)
            return complaint;
        if (file.Size < 0)
            return $"{file.Path} has no size.";
        if (UploadPath.IsHidden(file.Path))
            return "A hidden file or one of the system.";
        return IsTooLarge(file, limits)
            ? $"{file.Path} has {Shown.Bytes(file.Size)}: a picture may have {Shown.Bytes(limits.MaxPictureByteCount)}."
            : null;
    }

    private static bool IsTooLarge(UploadFile file, UploadOptions limits) => UploadKinds.IsPicture(file.Path) && file.Size > limits.MaxPictureByteCount;

    private static GridException Refuse(IReadOnlyList<UploadFile> files, LeftOutFile file, string words, UploadOptions limits) =>
        new(UploadPath.Complaint(file.Path, limits) is null && IsTooLarge(files[file.Index], limits) ? GridProblem.TooLarge : GridProblem.Invalid, $"{words} {file.Reason}");

    private static void CheckSize(List<UploadFile> files, UploadOptions limits)
    {
        if (files.Count > limits.MaxFileCount)
            throw new GridException(GridProblem.TooLarge, $"These are {Shown.Count(files.Count)} files: at most {Shown.Count(limits.MaxFileCount)} are sent at once. Pack them as .tar shards, add them in parts, or name a path on the server.");
        Int128 bytes = 0;
        foreach (UploadFile file in files)
            bytes += file.Size;
        if (bytes > limits.MaxByteCount)
            throw new GridException(GridProblem.TooLarge, $"These are {Shown.Bytes((long)Int128.Min(bytes, long.MaxValue))}: at most {Shown.Bytes(limits.MaxByteCount)} are sent at once. Add them in parts, or name a path on the server.");
    }

    private static void CheckApart(string[] paths)
    {
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach (string path in paths)
            if (!all.Add(path))
                throw new GridException(GridProblem.Invalid, $"Two files have the path {path}: rename one.");
        foreach (string path in paths)
            for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
                if (all.Contains(path[..slash]))
                    throw new GridException(GridProblem.Invalid, $"{path[..slash]} is a file and a folder: rename one.");
    }

    private static string Describe(string[] paths)
    {
        int zips = paths.Count(UploadKinds.IsZip);
        int shards = paths.Count(UploadKinds.IsShard);
        int idx = paths.Count(UploadKinds.IsIdx);
        int pictures = paths.Count(path => UploadKinds.IsPicture(path) || UploadKinds.IsOtherPicture(path));
        string[] tables = [.. paths.Where(UploadKinds.IsTable)];
        int classes = paths.Where(UploadKinds.IsPicture).Where(path => path.Contains('/')).Select(path => path[..path.LastIndexOf('/')]).Distinct(StringComparer.Ordinal).Count();
        if (zips > 0)
            return paths.Length == 1 ? "a zip" : throw new GridException(GridProblem.Invalid, "A zip is added by itself: choose it alone.");
        if (shards > 0)
            return $"{Shown.Count(shards, ".tar shard")}{Beside(paths.Length - shards)}";
        if (idx > 0)
            return $"{Shown.Count(idx, "idx file")}{Beside(paths.Length - idx)}";
        if (tables.Length > 0)
            return pictures > 0
                ? $"{(tables.Length == 1 ? tables[0] : Shown.Count(tables.Length, "table"))} with {Shown.Count(pictures, "picture")}"
                : throw new GridException(GridProblem.Invalid, $"{tables[0]} came without its pictures: choose the folder that holds both.");
        if (classes > 0)
            return $"{Shown.Count(pictures, "picture")} in {Shown.Count(classes, "class folder")}";
        throw new GridException(GridProblem.Invalid, pictures > 0
            ? $"Nothing says what {(pictures == 1 ? "this picture shows" : "these pictures show")}: put pictures into a folder for each class, or beside a table with their captions. {Ways}"
            : $"There are no pictures in it. {Ways}");
    }

    private static string Beside(int others) => others == 0 ? "" : $", and {Shown.Count(others, "other file")} that will not be looked at";
}
