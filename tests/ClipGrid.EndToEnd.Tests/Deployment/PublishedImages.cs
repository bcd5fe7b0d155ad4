using ClipGrid.EndToEnd.Tests.Architecture;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>
/// What the first stage of a Dockerfile makes, made without a container engine: the files that go to the builder, in a folder of
/// their own, published by the Dockerfile's own command.
/// </summary>
public sealed class PublishedImages : IAsyncLifetime
{
    private readonly SourceTree _tree = new();
    private readonly Dictionary<string, TemporaryFolder> _folders = [];

    public ValueTask InitializeAsync() => _tree.InitializeAsync();

    /// <summary>The folder that is <c>/app</c> in the image.</summary>
    public async Task<string> FolderAsync(string image, CancellationToken cancel)
    {
        if (!_folders.TryGetValue(image, out TemporaryFolder? folder))
        {
            folder = _folders[image] = new TemporaryFolder();
            await BuildAsync(Dockerfile.Read(image), folder, cancel);
        }
        return folder.Combine("app");
    }

    public ValueTask DisposeAsync()
    {
        foreach (TemporaryFolder folder in _folders.Values)
            folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task BuildAsync(Dockerfile file, TemporaryFolder folder, CancellationToken cancel)
    {
        string source = Directory.CreateDirectory(folder.Combine("source")).FullName;
        foreach ((string word, string rest) in file.BuildStage)
            switch (word, rest)
            {
                case ("WORKDIR", "/source") or ("RUN", "mkdir /data"):
                    break;
                case ("COPY", _):
                    BuildContext.Copy(rest, source, _tree.Files);
                    break;
                case ("RUN", _) when rest.StartsWith("dotnet publish ", StringComparison.Ordinal):
                    string[] words = [.. rest.Split(' ').Select(one => one == "/app" ? folder.Combine("app") : one)];
                    ChildResult published = await Child.RunAsync("env", ["-C", source, .. words], cancel);
                    Assert.True(published.ExitCode == 0, $"{file.Name}: {published}");
                    break;
                default:
                    Assert.Fail($"{file.Name}: this test cannot do {word} {rest}");
                    break;
            }
        // As much again as what was published.
        Directory.Delete(source, recursive: true);
    }
}
