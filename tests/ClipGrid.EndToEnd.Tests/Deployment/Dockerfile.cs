using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>A Dockerfile of <c>infra/docker</c> as its instructions, with continued lines joined.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(string name, IReadOnlyList<(string Word, string Text)> instructions) => (Name, Instructions) = (name, instructions);

    /// <summary>All of them, with their values of a build argument in the compose files.</summary>
    public static IReadOnlyList<string> Names { get; } = ["web", "silo", "silo-cuda"];

    /// <summary>What stands before <c>.Dockerfile</c>.</summary>
    public string Name { get; }

    /// <summary>Each instruction's word, in capitals as written, and what follows.</summary>
    public IReadOnlyList<(string Word, string Text)> Instructions { get; }

    /// <summary>The base images and stages, in order.</summary>
    public IEnumerable<string> Bases => All("FROM").Select(rest => rest.Split(' ')[0]);

    /// <summary>What the last stage does.</summary>
    public IEnumerable<(string Word, string Text)> LastStage => Instructions.Skip(Instructions.Select(one => one.Word).ToList().LastIndexOf("FROM") + 1);

    /// <summary>What the first stage does: COPY from the context, and RUN.</summary>
    public IEnumerable<(string Word, string Text)> BuildStage => Instructions.SkipWhile(one => one.Word != "FROM").Skip(1).TakeWhile(one => one.Word != "FROM");

    /// <summary>The variables of the image.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        LastStage.Where(one => one.Word == "ENV").SelectMany(one => one.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Reads <c>infra/docker/{name}.Dockerfile</c>.</summary>
    public static Dockerfile Read(string name)
    {
        string text = File.ReadAllText(Built.Root($"infra/docker/{name}.Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal);
        return new Dockerfile(name, [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1].Trim()))]);
    }

    /// <summary>What follows each instruction with this word.</summary>
    public IEnumerable<string> All(string word) => Instructions.Where(one => one.Word == word).Select(one => one.Text);

    /// <summary>The words of an instruction in the form of a list: <c>["dotnet", "ClipGrid.Silo.dll"]</c>.</summary>
    public static string[] Words(string list) => JsonSerializer.Deserialize<string[]>(list)!;
}
