using System.Globalization;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Dashboard.Search;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Addresses of pages about data sets.</summary>
internal static class DatasetUrl
{
    /// <summary>A data set.</summary>
    public static string Of(DatasetRef dataset, string? tab = null)
    {
        string?[] query = [dataset.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"version={version}") : null, tab is null ? null : $"tab={tab}"];
        string joined = string.Join('&', query.Where(part => part is not null));
        return joined.Length == 0 ? $"/datasets/{dataset.Name}" : $"/datasets/{dataset.Name}?{joined}";
    }

    /// <summary>Adding to it.</summary>
    public static string Add(DatasetName name) => $"/datasets/add?name={name}";

    /// <summary>An ingest.</summary>
    public static string Ingest(DatasetName name, OperationId operation) => $"/datasets/{name}/ingests/{operation}";

    /// <summary>An item; with its place in a gallery also what comes before and after it there.</summary>
    public static string Item(DatasetRef dataset, string key, long? at = null, GalleryQuery? query = null)
    {
        StringBuilder url = new($"/datasets/{dataset.Name}/item?key={Uri.EscapeDataString(key)}");
        if (dataset.Version is { } version)
            url.Append(CultureInfo.InvariantCulture, $"&version={version}");
        if (at is { } place)
            url.Append(CultureInfo.InvariantCulture, $"&at={place}");
        return url.Append(Query(query)).ToString();
    }

    /// <summary>A data set's gallery as it was narrowed.</summary>
    public static string Gallery(DatasetRef dataset, GalleryQuery query) =>
        Query(query) is { Length: > 0 } narrow ? $"{Of(dataset)}{(dataset.Version is null ? "?" : "&")}{narrow[1..]}" : Of(dataset);

    /// <summary>Pictures like one.</summary>
    public static string Similar(DatasetRef dataset, string key) =>
        new SearchState { Dataset = dataset.ToString(), Parts = [new QueryPart(PartKind.Item, key)] }.ToAddress();

    /// <summary>Searching in it, with a model or whichever suits.</summary>
    public static string Search(DatasetRef dataset, ModelVersionId? model = null) =>
        new SearchState { Dataset = dataset.ToString(), Model = model is { } version ? $"{version.Name}@{version.Digest}" : "" }.ToAddress();

    /// <summary>Training on it.</summary>
    public static string Train(DatasetRef dataset) => $"/sessions/new?dataset={Uri.EscapeDataString(dataset.ToString())}";

    private static string Query(GalleryQuery? query)
    {
        StringBuilder url = new();
        if (!string.IsNullOrWhiteSpace(query?.Words))
            url.Append("&q=").Append(Uri.EscapeDataString(query.Words));
        if (!string.IsNullOrWhiteSpace(query?.FilterText))
            url.Append("&filter=").Append(Uri.EscapeDataString(query.FilterText));
        foreach (string label in query?.Labels ?? [])
            url.Append("&label=").Append(Uri.EscapeDataString(label));
        return url.ToString();
    }
}
