namespace ClipGrid.Model.Tokenization;

/// <summary>A vocabulary file cannot be used: the message names the file, the place in it, what is wrong and the remedy.</summary>
/// <param name="file">The file's name.</param>
/// <param name="place">Line, member or token that is wrong; null where it is the whole file.</param>
/// <param name="problem">What is wrong and what to do, as sentences.</param>
/// <param name="innerException">The reader's own exception, if there was one.</param>
public sealed class VocabularyException(string file, string? place, string problem, Exception? innerException = null)
    : Exception(place is null ? $"{file}: {problem}" : $"{file}, {place}: {problem}", innerException)
{
    /// <summary>The file's name.</summary>
    public string File { get; } = file;

    /// <summary>Line, member or token that is wrong; null where it is the whole file.</summary>
    public string? Place { get; } = place;
}
