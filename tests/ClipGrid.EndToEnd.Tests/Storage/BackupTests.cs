using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ClipGrid.EndToEnd.Tests.Demo;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit.Azurite;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Storage;

/// <summary>The blobs are all that a grid is: copied, they are the same grid elsewhere.</summary>
[Trait("Speed", "Slow")]
public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folder_OfBlobsCopiedToAnotherMachine_IsTheSameGrid()
    {
        using TemporaryFolder original = new();
        await DemoData.RunAsync(original.FullName, "--steps", "3");
        string[] expected = await GridView.OfAsync(original.FullName);
        using TemporaryFolder copy = new();

        Copy(original.Combine("blobs"), copy.Combine("blobs"));

        Assert.Contains(expected, line => line.StartsWith("checkpoint ", StringComparison.Ordinal));
        Assert.Equal(expected, await GridView.OfAsync(copy.FullName));
    }

    [Fact]
    public async Task Container_CopiedToAnother_IsTheSameGrid()
    {
        Assert.SkipWhen(AzuriteProcess.Given is null && AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        await using AzuriteProcess? own = AzuriteProcess.Given is null ? await AzuriteProcess.StartNewAsync(Cancel) : null;
        string connection = AzuriteProcess.Given ?? own!.ConnectionString;
        string first = $"grid-{Guid.NewGuid():N}", second = $"copy-{Guid.NewGuid():N}";
        using TemporaryFolder original = new();
        ChildResult demo = await Child.RunAsync(
            "env", [.. Environment(connection, first).Select(pair => $"{pair.Key}={pair.Value}"), "dotnet", Built.Assembly("Silo"), "--demo", "--exit", "--steps", "3", "--data", original.FullName, .. DemoData.Ports()], Cancel);
        Assert.True(demo.ExitCode == 0, demo.ToString());
        string[] expected = await GridView.OfAsync(original.FullName, Environment(connection, first));
        using TemporaryFolder copy = new();

        await CopyAsync(new BlobContainerClient(connection, first), new BlobContainerClient(connection, second));

        Assert.Equal(expected, await GridView.OfAsync(copy.FullName, Environment(connection, second)));
    }

    private static Dictionary<string, string> Environment(string connection, string container) => new()
    {
        ["ClipGrid__Storage__Kind"] = "Azure",
        ["ClipGrid__Storage__ConnectionString"] = connection,
        ["ClipGrid__Storage__Container"] = container,
    };

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task CopyAsync(BlobContainerClient from, BlobContainerClient to)
    {
        await to.CreateAsync(cancellationToken: Cancel);
        await foreach (BlobItem blob in from.GetBlobsAsync(cancellationToken: Cancel))
        {
            await using Stream content = await from.GetBlobClient(blob.Name).OpenReadAsync(cancellationToken: Cancel);
            await to.GetBlobClient(blob.Name).UploadAsync(content, cancellationToken: Cancel);
        }
    }
}
