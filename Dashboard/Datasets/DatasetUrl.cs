using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

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

    /// <summary>An item.</summary>
    public static string Item(DatasetRef dataset, string key) =>
        $"/datasets/{dataset.Name}/item?key={Uri.EscapeDataString(key)}{(dataset.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"&version={version}") : "")}";

    /// <summary>Pictures like one.</summary>
    public static string Similar(DatasetRef dataset, string key) => $"/search?dataset={Uri.EscapeDataString(dataset.ToString())}&like={Uri.EscapeDataString(key)}";

    /// <summary>Training on it.</summary>
    public static string Train(DatasetRef dataset) => $"/sessions/new?dataset={Uri.EscapeDataString(dataset.ToString())}";
}
