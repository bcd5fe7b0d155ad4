namespace ClipGrid.Model.Weights;

/// <summary>A safetensors file that cannot be read: what is wrong, in which file and tensor, and what to do about it.</summary>
public sealed class SafetensorsException : Exception
{
    /// <summary>Describes a fault of <paramref name="file"/>.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="tensor">The tensor at fault, or null where the file as a whole is.</param>
    /// <param name="problem">What is wrong, as a clause without a full stop.</param>
    /// <param name="remedy">What to do, as a clause without a full stop.</param>
    /// <param name="cause">The error underneath, if any.</param>
    public SafetensorsException(string file, string? tensor, string problem, string remedy, Exception? cause = null)
        : base($"{file}{(tensor is null ? "" : $", tensor '{Shortened(tensor)}'")}: {problem}; {remedy}.", cause)
    {
        File = file;
        Tensor = tensor;
        Remedy = remedy;
    }

    /// <summary>The file's path.</summary>
    public string File { get; }

    /// <summary>The tensor at fault, or null where the file as a whole is.</summary>
    public string? Tensor { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    // A hostile name may be a hundred million characters long: it must not fill the log.
    private static string Shortened(string name) => name.Length <= 200 ? name : string.Concat(name.AsSpan(0, 200), "…");
}
