using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A session's blobs in a silo's data folder, looked at from outside.</summary>
internal sealed class StoredSession(TemporaryFolder data, SessionId id)
{
    private const string Moments = "optimizer.safetensors";
    private const string Manifest = "trainer.json";
    // What the store of files writes behind each blob.
    private const int TrailerLength = 32;

    private string Head => Blob($"sessions/{id}/head.json");

    /// <summary>Each part that the head names is there and has the digest that the head says.</summary>
    /// <returns>How many checkpoints there are.</returns>
    public int AssertCheckpointsReadable()
    {
        using JsonDocument head = JsonDocument.Parse(Content(Head));
        JsonElement checkpoints = Member(head.RootElement, "Checkpoints");
        foreach (JsonElement checkpoint in checkpoints.EnumerateArray())
            foreach (JsonElement part in Member(checkpoint, "Parts").EnumerateArray())
            {
                string path = Blob($"{Member(checkpoint, "Prefix").GetString()}{Member(part, "Name").GetString()}");
                Assert.Equal(Member(part, "Sha256").GetString(), Digest(path));
            }
        return checkpoints.GetArrayLength();
    }

    /// <summary>
    /// Sets the optimiser's state in the newest checkpoint to zeros, with all digests right: what a grid would go on from that does not
    /// keep that state. For a silo that does not run.
    /// </summary>
    public void ForgetMoments()
    {
        using JsonDocument head = JsonDocument.Parse(Content(Head));
        string prefix = Member(Member(head.RootElement, "Checkpoints")[0], "Prefix").GetString()!;
        string moments = Blob(prefix + Moments), manifest = Blob(prefix + Manifest);
        string momentsBefore = Digest(moments), manifestBefore = Digest(manifest);
        byte[] file = File.ReadAllBytes(moments);
        // A safetensors file: the length of its header, the header, the tensors.
        file.AsSpan(8 + (int)BitConverter.ToInt64(file), file.Length - TrailerLength - 8 - (int)BitConverter.ToInt64(file)).Clear();
        File.WriteAllBytes(moments, file);
        Replace(manifest, momentsBefore, Digest(moments));
        Replace(Head, momentsBefore, Digest(moments));
        Replace(Head, manifestBefore, Digest(manifest));
    }

    private string Blob(string name) => data.Combine($"blobs/{name}~");

    private static void Replace(string path, string before, string after)
    {
        byte[] file = File.ReadAllBytes(path);
        foreach ((byte[] old, byte[] next) in new[] { (Encoding.ASCII.GetBytes(before), Encoding.ASCII.GetBytes(after)), (Encoding.ASCII.GetBytes(before.ToUpperInvariant()), Encoding.ASCII.GetBytes(after.ToUpperInvariant())) })
            if (file.AsSpan().IndexOf(old) is >= 0 and int at)
                next.CopyTo(file, at);
        File.WriteAllBytes(path, file);
    }

    private static byte[] Content(string path) => File.ReadAllBytes(path)[..^TrailerLength];

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(Content(path)));

    private static JsonElement Member(JsonElement of, string name) => of.EnumerateObject().First(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
