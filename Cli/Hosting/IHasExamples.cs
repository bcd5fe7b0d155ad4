namespace ClipGrid.Cli.Hosting;

/// <summary>A command whose help shows how it is used.</summary>
internal interface IHasExamples
{
    /// <summary>Command lines, each as typed.</summary>
    IReadOnlyList<string> Examples { get; }
}
