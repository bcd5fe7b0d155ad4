using System.Text.Json.Nodes;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class TrainerCheckpointFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipgrid-checkpoint-");

    [Fact]
    public void Load_AfterSave_ContinuesBitForBit()
    {
        using ClipNetwork first = TinyClip.Build(TinyClip.ResNet), second = TinyClip.Build(TinyClip.ResNet, seed: 3);
        using var trainer = new ClipTrainer(first, TinyRun.Specification, Pairs());
        trainer.Step();
        trainer.Capture().Save(Target);
        using var continued = ClipTrainer.Resume(second, Pairs(), TrainerCheckpoint.Load(Target));
        Assert.Equal(trainer.Step() with { DataWait = 0 }, continued.Step() with { DataWait = 0 });
        Assert.Equal(TinyRun.Digest(first), TinyRun.Digest(second));
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("averages.safetensors")]
    [Trait("Check", "F6")]
    public void Load_ChangedPart_IsRefusedByName(string part)
    {
        SaveOne();
        string path = Path.Combine(Target, part);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains(part, Assert.Throws<CheckpointException>(() => TrainerCheckpoint.Load(Target)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, bytes[..^9]);
        Assert.Contains(part, Assert.Throws<CheckpointException>(() => TrainerCheckpoint.Load(Target)).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains(part, Assert.Throws<CheckpointException>(() => TrainerCheckpoint.Load(Target)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"State\": 1, \"Parts\": []}")]
    public void Load_DamagedManifest_IsRefused(string manifest)
    {
        SaveOne();
        File.WriteAllText(Path.Combine(Target, "trainer.json"), manifest);
        Assert.Contains(Target, Assert.Throws<CheckpointException>(() => TrainerCheckpoint.Load(Target)).Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "F31")]
    public void Load_OfALaterRelease_IsToldFromADamagedOne()
    {
        SaveOne();
        string path = Path.Combine(Target, "trainer.json");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(path))!;
        (manifest["Format"], manifest["UnheardOf"]) = (2, true);
        File.WriteAllText(path, manifest.ToJsonString());

        NewerCheckpointException newer = Assert.Throws<NewerCheckpointException>(() => TrainerCheckpoint.Load(Target));

        Assert.Equal((2, 1), (newer.Format, newer.KnownFormat));
    }

    // Checkpoints from before runs could teach labels have none of these fields.
    [Fact]
    public void Load_WithoutFieldsOfLabels_IsARunOverPairs()
    {
        SaveOne();
        string path = Path.Combine(Target, "trainer.json");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (string field in new[] { "Objective", "ClassCount", "LabelSmoothing" })
            Assert.True(manifest["State"]!["Specification"]!.AsObject().Remove(field));
        File.WriteAllText(path, manifest.ToJsonString());
        using ClipNetwork first = TinyClip.Build(TinyClip.ResNet), second = TinyClip.Build(TinyClip.ResNet, seed: 3);
        using ClipTrainer undisturbed = new(first, TinyRun.Specification, Pairs()), continued = ClipTrainer.Resume(second, Pairs(), TrainerCheckpoint.Load(Target));
        Assert.Equal(undisturbed.Step().Scalars, continued.Step().Scalars);
        Assert.Equal(TinyRun.Digest(first), TinyRun.Digest(second));
    }

    [Fact]
    public void Load_MissingFolder_IsRefused() => Assert.Throws<CheckpointException>(() => TrainerCheckpoint.Load(Target));

    [Fact]
    public void Save_OntoAnother_IsRefusedAndLeavesNothing()
    {
        SaveOne();
        Assert.Throws<IOException>(SaveOne);
        Assert.Equal([Target], _folder.EnumerateFileSystemInfos().Select(entry => entry.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Target => Path.Combine(_folder.FullName, "checkpoint");

    private static TinyPairs Pairs() => new(TinyClip.ResNet, TinyRun.ItemCount);

    private void SaveOne()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.ResNet);
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs());
        trainer.Capture().Save(Target);
    }
}
