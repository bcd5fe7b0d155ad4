using System.Security.Cryptography;
using System.Text.Json;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Checkpoints;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>Looks at what is stored of a session, past all code that stores it.</summary>
internal static class CheckpointChecker
{
    /// <summary>What must never be: a checkpoint that counts and is not whole.</summary>
    public static async Task<List<string>> FindViolationsAsync(IBlobStore blobs, SessionId id, CancellationToken cancellationToken)
    {
        List<string> violations = [];
        SessionHead head;
        try
        {
            head = await HeadAsync(blobs, id, cancellationToken);
        }
        catch (JsonException error)
        {
            return [$"The head is torn: {error.Message}"];
        }
        foreach (StoredCheckpoint checkpoint in head.Checkpoints)
            foreach (StoredPart part in checkpoint.Parts)
            {
                string name = checkpoint.Prefix + part.Name;
                if (await blobs.FindAsync(name, cancellationToken) is null)
                    violations.Add($"{name} is missing.");
                else if (Convert.ToHexStringLower(SHA256.HashData(await blobs.GetAsync(name, null, cancellationToken))) != part.Sha256)
                    violations.Add($"{name} is not what was written.");
            }
        return violations;
    }

    /// <summary>Blobs that no checkpoint names.</summary>
    public static async Task<List<string>> FindOrphansAsync(IBlobStore blobs, SessionId id, CancellationToken cancellationToken)
    {
        SessionHead head = await HeadAsync(blobs, id, cancellationToken);
        HashSet<string> named = [.. head.Checkpoints.SelectMany(one => one.Parts.Select(part => one.Prefix + part.Name))];
        return await blobs.ListAllAsync(GridPaths.SessionCheckpoints(id), cancellationToken).Select(blob => blob.Name).Where(name => !named.Contains(name)).ToListAsync(cancellationToken);
    }

    /// <summary>The head as it is stored; an empty one if there is none.</summary>
    public static async Task<SessionHead> HeadAsync(IBlobStore blobs, SessionId id, CancellationToken cancellationToken) =>
        await blobs.FindAsync(GridPaths.SessionHead(id), cancellationToken) is null
            ? new SessionHead { Format = SessionHead.CurrentFormat, Epoch = 0, Owner = "", Checkpoints = [] }
            : JsonSerializer.Deserialize<SessionHead>(await blobs.GetAsync(GridPaths.SessionHead(id), null, cancellationToken))!;
}
