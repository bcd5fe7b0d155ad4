using System.Globalization;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Blobs of a data folder that belong to nothing that a client of the grid can see, while nobody changes anything.</summary>
internal static class UnreferencedBlobs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Their names.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(ClipGridClient client, string folder)
    {
        HashSet<string> places = await PlacesAsync(client);
        List<string> found = [];
        Dictionary<string, HashSet<string>> checkpoints = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(folder, file).TrimEnd('~');
            if (!places.Any(place => name.StartsWith(place, StringComparison.Ordinal)))
                found.Add(name);
            else if (name.Split('/') is ["sessions", var session, "checkpoints", var checkpoint, ..])
                (checkpoints.TryGetValue(session, out HashSet<string>? known) ? known : checkpoints[session] = []).Add(checkpoint);
        }
        foreach ((string session, HashSet<string> stored) in checkpoints)
        {
            int known = (await client.Sessions.GetCheckpointsAsync(SessionId.Parse(session), Cancel)).Length;
            if (stored.Count > known)
                found.Add(string.Create(CultureInfo.InvariantCulture, $"sessions/{session}/checkpoints/: {stored.Count} of them, and {known} can be seen"));
        }
        return found;
    }

    // What the names of blobs begin with that belong to something.
    private static async Task<HashSet<string>> PlacesAsync(ClipGridClient client)
    {
        // What the store of files needs for itself. Who asked for what, where silos are, and what became of each name: kept on purpose.
        HashSet<string> places = ["~locks/", "audit/", "access/", "cluster/", .. new[] { "catalog", "dataset", "model", "session", "ticket" }.Select(type => $"grains/{type}/")];
        await foreach (DatasetInfo dataset in client.Datasets.ListAsync(cancellationToken: Cancel))
        {
            places.Add($"grains/partition/{dataset.Name}@2F");
            foreach (DatasetVersionInfo version in dataset.Versions)
                places.Add(string.Create(CultureInfo.InvariantCulture, $"datasets/{dataset.Name}/{version.Version}/"));
        }
        await foreach (EmbeddingSetId set in client.Embeddings.ListAsync(cancellationToken: Cancel))
        {
            places.Add(string.Create(CultureInfo.InvariantCulture, $"embeddings/{set.Dataset}/{set.Version}/{set.Model.Digest}/"));
            // As the names of states write what no name of a blob may hold.
            places.Add($"grains/embeddingset/{set.ToString().Replace("@", "@40", StringComparison.Ordinal).Replace("/", "@2F", StringComparison.Ordinal)}/");
        }
        await foreach (ModelInfo model in client.Models.ListAsync(cancellationToken: Cancel))
            foreach (ModelVersionInfo version in model.Versions)
                places.Add($"models/{model.Name}/{version.Id.Digest}/");
        await foreach (SessionId session in client.Sessions.ListIdsAsync(cancellationToken: Cancel))
            foreach (string part in new[] { "plan.json", "vocabulary/", "head.json", "embeddings.safetensors", "checkpoints/", "metrics/", "summaries/", "events/" })
                places.Add($"sessions/{session}/{part}");
        return places;
    }
}
