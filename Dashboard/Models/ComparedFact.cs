namespace ClipGrid.Dashboard.Models;

/// <summary>What is known of two versions.</summary>
/// <param name="Name">What it is.</param>
/// <param name="A">Of the first.</param>
/// <param name="B">Of the second.</param>
internal sealed record ComparedFact(string Name, string A, string B)
{
    /// <summary>Whether the two differ in it.</summary>
    public bool Differs => A != B;
}
