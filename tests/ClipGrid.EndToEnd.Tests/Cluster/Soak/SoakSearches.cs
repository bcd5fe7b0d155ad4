using System.Text.Json.Nodes;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.EndToEnd.Tests.Http;
using Microsoft.Extensions.AI;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Somebody who searches and embeds by the SDK and over HTTP, while an alias moves.</summary>
internal sealed class SoakSearches(SoakGrid grid)
{
    private const string Alias = "champion";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>By the SDK, each second time through the alias.</summary>
    public Task BySdkAsync(int number)
    {
        ModelVersionId version = grid.Versions[number / 2 % 2];
        return grid.FindAsync(SoakGrid.Dataset, new ModelRef(version.Name, number % 2 == 0 ? version.Digest.Value : Alias), Text(number));
    }

    /// <summary>Over HTTP, of the silo and of the web tier in turn.</summary>
    public async Task ByHttpAsync(int number)
    {
        ModelVersionId version = grid.Versions[number / 2 % 2];
        JsonNode found = await grid.Http[number % 2].PostAsync(
            "/v1/search",
            new JsonObject { ["dataset"] = SoakGrid.Dataset.ToString(), ["model"] = version.ToString(), ["terms"] = new JsonArray(new JsonObject { ["text"] = Text(number) }), ["top"] = 10 });
        Assert.False((bool)found["isPartial"]!);
        grid.Answers.Check($"{Text(number)} under {version}", string.Join(' ', found["hits"]!.AsArray().Select(hit => (string)hit!["item"]!["key"]!)));
    }

    /// <summary>A text's vector: by the SDK, and over HTTP each third time.</summary>
    public async Task EmbedAsync(int number)
    {
        ModelVersionId version = grid.Versions[number % 2];
        float[] vector;
        if (number % 3 == 0)
        {
            JsonNode answer = await grid.Http[number % 2].PostAsync("/v1/embeddings", new JsonObject { ["model"] = version.ToString(), ["input"] = Text(number) });
            vector = [.. answer["data"]![0]!["embedding"]!.AsArray().Select(value => (float)value!)];
        }
        else
        {
            using IEmbeddingGenerator<string, Embedding<float>> texts = grid.Client.TextEmbeddings(new ModelRef(version.Name, version.Digest.Value));
            vector = (await texts.GenerateVectorAsync(Text(number), cancellationToken: Cancel)).ToArray();
        }
        // Who is embedded together with whom may change the last bits.
        Assert.Equal(1, vector.Sum(value => value * value), 1e-3);
        grid.Answers.Check($"vector of {Text(number)} under {version}", string.Join(' ', vector.Take(8).Select(value => $"{Math.Round(value, 2) + 0.0:F2}")));
    }

    /// <summary>Moves the alias to the other version.</summary>
    public async Task MoveAliasAsync(int number)
    {
        ModelVersionId target = grid.Versions[number % 2];
        ModelInfo now = await grid.Client.Models.SetAliasAsync(SoakGrid.Model, new SetAliasRequest { Operation = OperationId.New(), Alias = Alias, Target = target.Digest.Value, Reason = $"round {number}" }, Cancel);
        Assert.Equal(target, now.Aliases.Single(alias => alias.Name == Alias).Target);
    }

    private string Text(int number) => grid.Texts[number % grid.Texts.Length];
}
