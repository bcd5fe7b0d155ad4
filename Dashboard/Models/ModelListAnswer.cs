namespace ClipGrid.Dashboard.Models;

/// <summary>Models as OpenAI's API lists them, and page by page.</summary>
/// <param name="Object">list.</param>
/// <param name="Data">The models, by name.</param>
/// <param name="NextPageToken">To ask for the next page with; null on the last one.</param>
internal sealed record ModelListAnswer(string Object, IReadOnlyList<ModelAnswer> Data, string? NextPageToken);
