using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Training;

public sealed partial class TrainerCheckpoint
{
    private const string ManifestFile = "trainer.json";
    private const string WeightsFile = "weights.safetensors";
    private const string MomentsFile = "optimizer.safetensors";
    private const string AveragesFile = "averages.safetensors";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>
    /// Writes the checkpoint as a folder: tensors in safetensors files, then a manifest with their SHA-256. The folder appears whole
    /// or not at all.
    /// </summary>
    /// <param name="folder">A path at which nothing is yet.</param>
    /// <exception cref="IOException">Something is there already, or the disk refused.</exception>
    public void Save(string folder)
    {
        string target = Path.GetFullPath(folder);
        if (Path.Exists(target))
            throw new IOException($"{target} exists already: a checkpoint is never overwritten, choose another folder.");
        string draft = $"{target}.{Guid.NewGuid():N}.draft";
        Directory.CreateDirectory(draft);
        try
        {
            ImmutableArray<CheckpointPart> parts = [.. Parts().Select(part => WritePart(draft, part.File, part.Tensors))];
            byte[] manifest = JsonSerializer.SerializeToUtf8Bytes(new CheckpointManifest { State = State, Parts = parts }, Json);
            using (FileStream stream = File.Create(Path.Combine(draft, ManifestFile)))
            {
                stream.Write(manifest);
                stream.Flush(flushToDisk: true);
            }
            Directory.Move(draft, target);
        }
        catch
        {
            Directory.Delete(draft, recursive: true);
            throw;
        }
    }

    /// <summary>Reads a checkpoint's folder after checking every part against its digest.</summary>
    /// <exception cref="CheckpointException">A part is missing, changed or unreadable; the message names it.</exception>
    /// <exception cref="NewerCheckpointException">A newer release wrote it.</exception>
    public static TrainerCheckpoint Load(string folder)
    {
        try
        {
            CheckpointManifest manifest = ReadManifest(Path.Combine(folder, ManifestFile));
            foreach (CheckpointPart part in manifest.Parts)
                RequireDigest(folder, part);
            return new TrainerCheckpoint(
                manifest.State, ReadPart(folder, manifest, WeightsFile), ReadPart(folder, manifest, MomentsFile), ReadPart(folder, manifest, AveragesFile));
        }
        catch (Exception error) when (error is IOException or JsonException or InvalidOperationException or SafetensorsException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint in {folder} cannot be read: {error.Message} Use an earlier one.", error);
        }
    }

    // The format first: a newer one may have members that this release does not know.
    private static CheckpointManifest ReadManifest(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(nameof(CheckpointManifest.Format), out JsonElement written)
            && written.TryGetInt32(out int format) && format > CheckpointManifest.CurrentFormat)
            throw new NewerCheckpointException(format, CheckpointManifest.CurrentFormat);
        return document.Deserialize<CheckpointManifest>(Json) ?? throw new JsonException("The manifest is null.");
    }

    private IEnumerable<(string File, IReadOnlyDictionary<string, WeightTensor> Tensors)> Parts()
    {
        yield return (WeightsFile, Weights);
        yield return (MomentsFile, Moments);
        if (Averages.Count > 0)
            yield return (AveragesFile, Averages);
    }

    private static CheckpointPart WritePart(string folder, string file, IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        string path = Path.Combine(folder, file);
        SafetensorsWriter.Write(path, tensors);
        return new CheckpointPart(file, new FileInfo(path).Length, Digest(path));
    }

    private static IReadOnlyDictionary<string, WeightTensor> ReadPart(string folder, CheckpointManifest manifest, string file)
    {
        if (manifest.Parts.All(part => part.File != file))
            return ImmutableDictionary<string, WeightTensor>.Empty;
        using SafetensorsFile stored = SafetensorsFile.Open(Path.Combine(folder, file));
        return stored.Tensors().ToDictionary(
            tensor => tensor.Key, tensor => WeightTensor.FromBytes(tensor.Value.Type, tensor.Value.Shape, tensor.Value.ToBytes()));
    }

    private static void RequireDigest(string folder, CheckpointPart part)
    {
        string path = Path.Combine(folder, Path.GetFileName(part.File));
        if (!File.Exists(path))
            throw new CheckpointException($"{path} is missing from the checkpoint: use an earlier one.");
        if (new FileInfo(path).Length != part.Length || Digest(path) != part.Sha256)
            throw new CheckpointException($"{path} is not what was written (its SHA-256 differs from the manifest's): use an earlier checkpoint.");
    }

    private static string Digest(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
