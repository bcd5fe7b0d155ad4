using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Cli.Access;

/// <summary><c>clipgrid key create</c></summary>
internal sealed class KeyCreateCommand : GridCommand
{
    private const int MostDays = 3_660;

    private readonly Argument<string> _name = new("name") { Description = "Who or what will have it." };
    private readonly Option<GridRole> _role = new("--role") { Description = "reader looks and searches; trainer also brings data and trains; admin also deletes, sees logs and gives keys.", DefaultValueFactory = _ => GridRole.Reader };
    private readonly Option<bool> _web = new("--web") { Description = "For a web tier: it may call for people whom it has let in itself." };
    private readonly Option<int?> _days = new("--days") { Description = "Days for which it is good; otherwise for ever.", HelpName = "count" };

    /// <summary>Makes it.</summary>
    public KeyCreateCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "create", "Make an API key. It is written once and cannot be seen again.")
    {
        Arguments.Add(_name);
        Options.Add(_role);
        Options.Add(_web);
        Options.Add(_days);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid key create anna --role trainer --days 90", "clipgrid key create web --role admin --web --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        int? days = run.Get(_days);
        if (days is < 1 or > MostDays)
            throw new MisuseException($"--days is {days}: give 1 to {MostDays}, or leave it out.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        NewApiKey key = await client.Access.CreateKeyAsync(
            new CreateKeyRequest { Name = run.Get(_name), Role = run.Get(_role), SpeaksForOthers = run.Get(_web), Lifetime = days is { } count ? TimeSpan.FromDays(count) : null },
            cancellationToken);
        run.Write(new { key.Info, key.Text }, output => output.WriteLine(key.Text));
        if (!run.IsJson)
            run.Note($"Key {key.Info.Id} is {key.Info.Name}'s, {Parsed.Hyphened(key.Info.Role.ToString())}{(key.Info.ExpiresAt is { } end ? $", good until {Words.Moment(end)}" : "")}. It is not shown again: put it into CLIPGRID_KEY, or where its program keeps secrets.");
        return ExitCode.Done;
    }
}
