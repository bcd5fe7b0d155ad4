using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>The folder of a source, links on the way to it followed once and for all. Nothing outside is ever opened.</summary>
internal sealed class SourceFolder(string path)
{
    /// <summary>Its path without links.</summary>
    public string Root { get; } = SourcePath.Resolve(path);

    /// <summary>Reads a picture below the folder.</summary>
    /// <param name="relative">Its path, with forward slashes and without "..", as <see cref="SourcePath.Normalize"/> leaves it.</param>
    /// <param name="maxBytes">Largest size.</param>
    /// <param name="bytes">The picture's file, if there is no problem.</param>
    public SampleProblem? ReadPicture(string relative, long maxBytes, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (CheckParents(relative) is { } linked)
            return linked;
        if (SourceFile.Open(Path.Combine(Root, relative), relative, out FileStream? stream) is { } problem)
            return problem;
        using (stream)
        {
            long length = stream!.Length;
            if (length > maxBytes)
                return new SampleProblem(RefusalReason.TooLarge, $"{GridName.Shown(relative)} has {length} bytes: at most {maxBytes} are taken in.");
            if (length == 0)
                return new SampleProblem(RefusalReason.NoPicture, $"{GridName.Shown(relative)} has 0 bytes.");
            byte[] read = new byte[length];
            try
            {
                stream.ReadExactly(read);
            }
            catch (IOException e)
            {
                return new SampleProblem(RefusalReason.NoPicture, $"{GridName.Shown(relative)} cannot be read: {e.Message}");
            }
            bytes = read;
            return null;
        }
    }

    private SampleProblem? CheckParents(string relative)
    {
        for (int slash = relative.IndexOf('/'); slash >= 0; slash = relative.IndexOf('/', slash + 1))
            if (new DirectoryInfo(Path.Combine(Root, relative[..slash])).LinkTarget is not null)
                return new SampleProblem(RefusalReason.UnsafePath, $"{GridName.Shown(relative)} lies behind a link: links are not followed.");
        return null;
    }
}
