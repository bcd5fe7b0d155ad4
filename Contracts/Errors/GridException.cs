namespace ClipGrid.Contracts.Errors;

/// <summary>
/// The one exception that the grid answers with: <see cref="Exception.Message"/> is a sentence for people that says what, where and
/// what to do. It crosses grain calls whole.
/// </summary>
[GenerateSerializer, Alias("clipgrid.GridException")]
public sealed class GridException : Exception
{
    /// <summary>A problem of a kind, in a sentence that ends with what to do.</summary>
    public GridException(GridProblem problem, string message, Exception? inner = null)
        : base(Clean(message), inner) => Problem = problem;

    /// <summary>Its kind.</summary>
    [Id(0)]
    public GridProblem Problem { get; private set; }

    // Names and texts of strangers are quoted in sentences that end in terminals and logs.
    private static string Clean(string message) => message.Any(char.IsControl) ? new([.. message.Select(c => char.IsControl(c) ? '?' : c)]) : message;
}
