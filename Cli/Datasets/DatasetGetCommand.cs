using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Cli.Datasets;

/// <summary><c>clipgrid dataset get</c></summary>
internal sealed class DatasetGetCommand : GridCommand
{
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly Argument<string> _key = new("key") { Description = "The item's key." };
    private readonly Option<FileInfo?> _picture = new("--picture") { Description = "Write the picture's file here, as it was brought in.", HelpName = "file" };
    private readonly Option<FileInfo?> _thumbnail = new("--thumbnail") { Description = "Write a small picture here, upright and re-encoded.", HelpName = "file" };
    private readonly Option<int> _side = new("--side") { Description = "The small picture's longer side in pixels, 16 to 512.", HelpName = "pixels", DefaultValueFactory = _ => 256 };
    private readonly Option<FileInfo?> _captions = new("--captions") { Description = "Write the captions here, one a line.", HelpName = "file" };

    /// <summary>Makes it.</summary>
    public DatasetGetCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "get", "Show an item, and save its picture and captions.")
    {
        Arguments.Add(_dataset);
        Arguments.Add(_key);
        foreach (Option option in new Option[] { _picture, _thumbnail, _side, _captions })
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
        ["clipgrid dataset get emoji 1f600", "clipgrid dataset get emoji 1f600 --picture smile.png --captions smile.txt", "clipgrid dataset get emoji 1f600 --thumbnail small.png --side 64"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        int side = run.Get(_side) is var given and >= 16 and <= 512 ? given : throw new MisuseException($"--side is {run.Get(_side)}: give 16 to 512 pixels.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        ItemInfo item = await client.Datasets.GetItemAsync(run.Get(_dataset), run.Get(_key), cancellationToken);
        if (run.Get(_picture) is { } picture)
        {
            await using Stream source = client.Datasets.OpenPicture(item);
            await WholeFile.WriteAsync(picture.FullName, target => source.CopyToAsync(target, cancellationToken));
        }
        if (run.Get(_thumbnail) is { } thumbnail)
        {
            PictureBytes small = await client.Datasets.GetThumbnailAsync(item, side, cancellationToken);
            await WholeFile.WriteAsync(thumbnail.FullName, target => target.WriteAsync(small.Bytes, cancellationToken).AsTask());
        }
        if (run.Get(_captions) is { } captions)
            await WholeFile.WriteAsync(captions.FullName, async target =>
            {
                await using StreamWriter text = new(target, leaveOpen: true);
                foreach (string caption in item.Captions)
                    await text.WriteLineAsync(caption.ReplaceLineEndings(" "));
            });
        run.Write(item, output =>
        {
            output.WriteLine($"key       {Words.Line(item.Key)}");
            output.WriteLine($"picture   {item.Width}x{item.Height} {item.MediaType}, {Words.Bytes(item.ByteCount)}, sha256 {item.Digest}");
            output.WriteLine($"partition {item.Partition}");
            if (item.Label is { } label)
                output.WriteLine($"label     {Words.Line(label)}");
            foreach (string caption in item.Captions)
                output.WriteLine($"caption   {Words.Line(caption)}");
            foreach ((string name, MetadataValue value) in item.Metadata)
                output.WriteLine($"          {Words.Line(name)} = {Words.Line(value.ToString())}");
        });
        return ExitCode.Done;
    }
}
