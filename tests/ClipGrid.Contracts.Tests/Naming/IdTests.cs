using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Contracts.Transfers;
using CsCheck;
using Xunit;

namespace ClipGrid.Contracts.Tests.Naming;

/// <summary>Ids as text and as JSON.</summary>
public sealed class IdTests
{
    private const string Digest = "3f9a12b4c5d63f9a12b4c5d63f9a12b4c5d63f9a12b4c5d63f9a12b4c5d63f9a";

    [Fact]
    public void Ids_WellWritten_RoundTripAsTextAndJson()
    {
        RoundTrips<DatasetName>("emoji", "0", "a.b-c_d", new string('a', 64));
        RoundTrips<DatasetRef>("emoji", "emoji@2", "emoji@2147483647");
        RoundTrips<PartitionId>("emoji/1/0", "a/2147483647/2147483647");
        RoundTrips<ModelName>("demo", "vit-b-32");
        RoundTrips<ModelRef>("demo", "demo@champion", "demo@3f9a");
        RoundTrips<ModelDigest>(Digest);
        RoundTrips<ModelVersionId>($"demo@{Digest}");
        RoundTrips<EmbeddingSetId>($"emoji/2/demo@{Digest}");
        RoundTrips<SessionId>("s1", "A-b_9");
        RoundTrips<OperationId>(OperationId.New().ToString());
        RoundTrips<TransferId>(TransferId.New().ToString());
    }

    [Fact, Trait("Check", "67")]
    public void Ids_Malformed_AreRefusedWithTheRule()
    {
        string[] hostile = ["", " ", "..", ".", "a/../b", "/", "a/b/c/d", "%00", "a\0", "A b", "Ünï", "👍", "a.", "-a", "_a", new string('a', 65), new string('a', 4096), "CON\n", "a@", "@", "a@b@c"];
        foreach (string text in hostile)
        {
            Refuses<DatasetName>(text);
            Refuses<DatasetRef>(text);
            Refuses<PartitionId>(text);
            Refuses<ModelName>(text);
            Refuses<ModelRef>(text);
            Refuses<ModelDigest>(text);
            Refuses<ModelVersionId>(text);
            Refuses<EmbeddingSetId>(text);
        }
        foreach (string text in (string[])["", " ", "..", "a/b", "%00", "a\0", new string('a', 65)])
        {
            Refuses<SessionId>(text);
            Refuses<OperationId>(text);
            Refuses<TransferId>(text);
        }
        Refuses<DatasetRef>("emoji@0");
        Refuses<DatasetRef>("emoji@-1");
        Refuses<DatasetRef>("emoji@ 1");
        Refuses<DatasetRef>("emoji@99999999999");
        Refuses<PartitionId>("emoji/0/0");
        Refuses<PartitionId>("emoji/1/-1");
        Refuses<ModelDigest>(Digest.ToUpperInvariant());
    }

    [Fact]
    public void GridName_AnyText_IsValidOnlyIfItIsAFileNameOfTheSameText() =>
        Gen.String.Sample(text => !GridName.IsValid(text) || Path.GetFileName(text) == text && !text.Any(char.IsUpper) && text is not ("." or ".."));

    [Fact]
    public void MetadataValue_AsJson_IsJsonsOwnValue()
    {
        Assert.Equal(["\"a\"", "1.5", "true"], ((MetadataValue[])[new("a"), new(1.5), new(true)]).Select(value => JsonSerializer.Serialize(value)));
        Assert.Equal(new MetadataValue(2.0), JsonSerializer.Deserialize<MetadataValue>("2"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MetadataValue>("null"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MetadataValue>("[1]"));
    }

    private static void RoundTrips<T>(params string[] texts)
        where T : struct, IParsable<T>
    {
        foreach (string text in texts)
        {
            T id = T.Parse(text, null);
            Assert.Equal(text, id.ToString());
            Assert.Equal(id, T.Parse(id.ToString()!, null));
            Assert.Equal($"\"{text}\"", JsonSerializer.Serialize(id));
            Assert.Equal(id, JsonSerializer.Deserialize<T>($"\"{text}\""));
            Assert.Equal(1, JsonSerializer.Deserialize<Dictionary<T, int>>(JsonSerializer.Serialize(new Dictionary<T, int> { [id] = 1 }))![id]);
        }
    }

    private static void Refuses<T>(string text)
        where T : struct, IParsable<T>
    {
        Assert.False(T.TryParse(text, null, out _), $"{typeof(T).Name} takes \"{text}\".");
        GridException e = Assert.Throws<GridException>(() => T.Parse(text, null));
        Assert.Equal(GridProblem.Invalid, e.Problem);
        Assert.InRange(e.Message.Length, 20, 400);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text)));
    }
}
