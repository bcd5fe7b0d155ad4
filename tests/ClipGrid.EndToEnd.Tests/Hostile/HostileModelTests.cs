using System.Formats.Tar;
using System.Net;
using System.Text.Json.Nodes;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Model folders with a few bytes changed: a version that answers, or a sentence, and the good ones are untouched.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25")]
public sealed class HostileModelTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int UsualCount = 60;

    // They take milliseconds.
    private static readonly TimeSpan LongestImport = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_OfADamagedModel_EndsWithAVersionThatAnswersOrASentence()
    {
        HostileCases cases = new(UsualCount, weight: 25);
        output.WriteLine($"{cases}");
        string folder = await ExportAsync();
        (string Path, byte[] Bytes)[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllBytes(file)))];
        Assert.Contains(files, file => file.Path.EndsWith(".safetensors", StringComparison.Ordinal));
        SiloHealth before = await SiloHealth.OfAsync(grid);
        int taken = 0;
        for (int number = 0; number < cases.Count; number++)
        {
            Random random = cases.Of(number);
            (string path, byte[] bytes) = files[number % files.Length];
            // The header of weights is a small part of the file, and the part that is read.
            byte[] damaged = path.EndsWith(".safetensors", StringComparison.Ordinal) && random.Next(2) == 0 ? [.. HostileBytes.Mutate(bytes.AsSpan(0, 2_000), random), .. bytes.AsSpan(2_000)] : HostileBytes.Mutate(bytes, random);
            await File.WriteAllBytesAsync(path, damaged, Cancel);
            JsonNode import = await grid.ImportAsync("damaged", folder).WaitAsync(LongestImport, Cancel);
            await File.WriteAllBytesAsync(path, bytes, Cancel);
            string text = import.ToJsonString();
            Assert.False(text.Contains("System.", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || text.Contains("fault of ClipGrid", StringComparison.Ordinal), $"{cases.Told(number)} in {Path.GetFileName(path)}: {text}");
            if ((string?)import["state"] == "completed")
            {
                taken++;
                await AssertAnswersAsync("damaged", $"{cases.Told(number)} in {Path.GetFileName(path)}");
            }
        }
        await AssertAnswersAsync("demo", "the good one");
        output.WriteLine($"{taken} taken; {await before.AssertSameAsync()}");
    }

    // Weights that are no numbers are refused; those that are wrong numbers nobody can tell.
    private async Task AssertAnswersAsync(string model, string what)
    {
        using HttpResponseMessage answer = await grid.Http.SendAsync(HttpMethod.Post, "/v1/embeddings", new JsonObject { ["model"] = model, ["input"] = "a cat" });
        Assert.True(answer.StatusCode is HttpStatusCode.OK || (int)answer.StatusCode < 500, $"{what}: {await answer.Content.ReadAsStringAsync(Cancel)}");
    }

    private async Task<string> ExportAsync()
    {
        string folder = Path.Combine(grid.Folder.Incoming, "model");
        await using Stream tar = await grid.Http.GetStreamAsync("/models/export?model=demo", Cancel);
        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: true, Cancel);
        return Path.GetDirectoryName(Directory.GetFiles(folder, "*.safetensors", SearchOption.AllDirectories).Single())!;
    }
}
