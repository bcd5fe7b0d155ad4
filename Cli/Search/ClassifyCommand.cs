using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Datasets;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Search;

/// <summary><c>clipgrid classify</c></summary>
internal sealed class ClassifyCommand : GridCommand
{
    private readonly Argument<string[]> _pictures = new("picture") { Description = "Picture files.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<ModelRef> _model = Parsed.Option<ModelRef>("--model", "The model: name, name@alias or name@digest.", "model", isRequired: true);
    private readonly Option<string[]> _classes = new("--class") { Description = "A class's name; give several. Without any the model's own labels are taken.", HelpName = "name" };
    private readonly Option<FileInfo?> _classFile = new("--classes") { Description = "A file with a class's name a line.", HelpName = "file" };
    private readonly Option<string[]> _templates = new("--template") { Description = "A text with {} for the class's name; may be given several times.", HelpName = "text" };
    private readonly Option<int> _top = new("--top") { Description = "Best classes to show for a picture.", HelpName = "count", DefaultValueFactory = _ => 5 };

    /// <summary>Makes it.</summary>
    public ClassifyCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "classify", "Say which of some classes fits each picture best, or which of the labels that the model was trained to tell apart; nothing is stored.")
    {
        Arguments.Add(_pictures);
        foreach (Option option in new Option[] { _model, _classes, _classFile, _templates, _top })
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid classify mine.jpg --model vit-b-32 --class cat --class dog",
        "clipgrid classify mine.jpg --model pets",
        "clipgrid classify *.png --model demo --classes animals.txt --template \"a drawing of a {}\" --top 3 --json",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        string[] classes = [.. run.Get(_classes) ?? [], .. run.Get(_classFile) is { } file ? LabelFile.Read(file) : []];
        if (classes.Length == 0 && run.Get(_templates) is { Length: > 0 })
            throw new MisuseException("--template says how the classes' names are put, and no class is given: give --class several times or --classes with a file, or leave --template out to take the model's own labels.");
        string[] paths = run.Get(_pictures);
        List<PictureInput> pictures = [];
        foreach (string path in paths)
            pictures.Add(await PictureFile.ReadAsync(path, cancellationToken));
        ClassifyRequest request = new() { Model = run.Get(_model), Pictures = [.. pictures], Classes = [.. classes], Top = run.Get(_top) };
        if (run.Get(_templates) is { Length: > 0 } templates)
            request = request with { Templates = [.. templates] };
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        ClassifyResult result = await client.Search.ClassifyAsync(request, cancellationToken);
        run.Write(
            new { result.Model, Pictures = result.Pictures.Select((picture, i) => new { File = paths[i], picture.Classes, picture.Error }) },
            _ => Draw(run, result, paths));
        return result.Pictures.All(picture => picture.Error is not null) ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Draw(CommandRun run, ClassifyResult result, string[] paths)
    {
        TextTable table = new("~picture", "~class", ">probability", ">score");
        foreach ((int index, PictureClasses picture) in result.Pictures.Index())
        {
            foreach ((int rank, ClassProbability one) in picture.Classes.Index())
                table.Add(
                    rank == 0 ? paths[index] : "",
                    one.Class,
                    (one.Probability * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
                    one.Score.ToString("0.0000", CultureInfo.InvariantCulture));
            if (picture.Error is { } error)
                run.Note($"Warning: {paths[index]}: {error}");
        }
        run.Draw(table);
    }
}
