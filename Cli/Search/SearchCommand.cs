using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Search;

/// <summary><c>clipgrid search</c></summary>
internal sealed class SearchCommand : GridCommand
{
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly SearchTerms _terms = new();
    private readonly Option<ModelRef?> _model = Parsed.Optional<ModelRef>("--model", "The model. May be left away where the set is embedded under one only.", "model");
    private readonly Option<ItemFilter?> _filter = Parsed.Filter("Look at these items only, for example: label = cat and not (year < 2000 or color in (red, \"light blue\")).");
    private readonly Option<int> _top = new("--top") { Description = "Most hits, 1 to 1000.", HelpName = "count", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _skip = new("--skip") { Description = "Hits to pass over.", HelpName = "count" };
    private readonly Option<double?> _minScore = new("--min-score") { Description = "Lowest cosine similarity, -1 to 1.", HelpName = "score" };
    private readonly Option<double?> _collapse = new("--collapse") { Description = "List a hit as similar as this to a better one under that one, above 0 to 1.", HelpName = "similarity" };
    private readonly Option<bool> _captions = new("--captions") { Description = "Find captions rather than pictures: image to text." };
    private readonly Option<FileInfo?> _html = new("--html") { Description = "Write a page with the hits and their pictures, all in one file.", HelpName = "file" };

    /// <summary>Makes it.</summary>
    public SearchCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "search", "Search a data set by words, pictures, items, and any mix of them.")
    {
        Arguments.Add(_dataset);
        Arguments.Add(_terms.Words);
        foreach (Option option in _terms.Options.Concat([_model, _filter, _top, _skip, _minScore, _collapse, _captions, _html]))
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid search emoji a red heart",
        "clipgrid search pets \"a sleeping dog\" --without grass --filter \"year >= 2020\" --html hits.html",
        "clipgrid search pets --picture mine.jpg --top 20 --collapse 0.98",
        "clipgrid search pets --like beagle-17 --text \"in the snow\" --weight 1 --weight 0.5",
        "clipgrid search pets --picture mine.jpg --captions --model vit-b-32 --json",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        SearchRequest request = new()
        {
            Dataset = run.Get(_dataset),
            Model = default,
            Terms = await _terms.ReadAsync(run, cancellationToken),
            Target = run.Get(_captions) ? SearchTarget.Captions : SearchTarget.Pictures,
            Top = run.Get(_top),
            Skip = run.Get(_skip),
            MinScore = run.Get(_minScore),
            Filter = run.Get(_filter),
            CollapseAbove = run.Get(_collapse),
            ExcludesQueryItems = true,
        };
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        ModelRef model = run.Get(_model) ?? await ModelChoice.OnlyOneAsync(client, request.Dataset, cancellationToken);
        SearchResult result = await client.Search.SearchAsync(request with { Model = model }, cancellationToken);
        run.Write(result, output => Draw(run, output, result, request.Skip, request.Filter is not null));
        if (result.IsPartial)
            run.Note($"Warning: {result.Missing.Length} partitions gave no answer, hits may be missing: {result.Missing[0].Reason}");
        if (run.Get(_html) is { } page)
        {
            await SearchPage.WriteAsync(page.FullName, client, result, SearchPage.Title(request), cancellationToken);
            run.Note($"The page is in {page.FullName}");
        }
        return ExitCode.Done;
    }

    private static void Draw(CommandRun run, TextWriter output, SearchResult result, int skip, bool isFiltered)
    {
        if (result.Hits.IsEmpty)
        {
            output.WriteLine(result.ComparedCount == 0 && isFiltered
                ? $"Nothing found in {result.Dataset}: no item fits the filter. Its fields are key, label and the metadata that clipgrid dataset get {result.Dataset} KEY shows."
                : $"Nothing found in {result.Dataset}, {Words.Count(result.ComparedCount)} compared.");
            return;
        }
        TextTable table = new(">", ">score", "key", "label", "~caption", "~similar");
        foreach ((int index, SearchHit hit) in result.Hits.Index())
            table.Add(
                (skip + index + 1).ToString(CultureInfo.InvariantCulture),
                hit.Score.ToString("0.0000", CultureInfo.InvariantCulture),
                hit.Item.Key,
                hit.Item.Label,
                hit.CaptionIndex is { } found && found < hit.Item.Captions.Length ? hit.Item.Captions[found] : string.Join(" | ", hit.Item.Captions),
                SearchPage.Similar(hit));
        run.Draw(table);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Dataset} under {result.Model.Short}, {Words.Count(result.ComparedCount)} compared in {result.Elapsed.TotalMilliseconds:0} ms"));
    }
}
