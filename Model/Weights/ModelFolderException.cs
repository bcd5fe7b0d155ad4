namespace ClipGrid.Model.Weights;

/// <summary>A folder that cannot be read or written as a model: which folder, what is wrong, what to do.</summary>
public sealed class ModelFolderException : Exception
{
    /// <summary>Describes a fault.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="problem">What is wrong, as a clause without a full stop.</param>
    /// <param name="remedy">What to do, as a clause without a full stop.</param>
    /// <param name="cause">The error underneath, if any.</param>
    public ModelFolderException(string folder, string problem, string remedy, Exception? cause = null)
        : base($"{folder}: {problem}; {remedy}.", cause)
    {
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }
}
