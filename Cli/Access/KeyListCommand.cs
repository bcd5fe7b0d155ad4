using System.Collections.Immutable;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Cli.Access;

/// <summary><c>clipgrid key list</c></summary>
internal sealed class KeyListCommand(CliConsole console, GlobalOptions global)
    : GridCommand(console, global, "list", "List the API keys, without their secrets.")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid key list", "clipgrid key list --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        ImmutableArray<ApiKeyInfo> keys = await client.Access.ListKeysAsync(cancellationToken);
        run.Write(keys, output =>
        {
            if (keys.IsEmpty)
                output.WriteLine("No keys yet: clipgrid key create NAME makes one. This grid asks nobody for any so far.");
            TextTable table = new("id", "name", "role", "~made", "by", "good until");
            foreach (ApiKeyInfo key in keys)
                table.Add(
                    key.Id,
                    key.Name,
                    $"{Parsed.Hyphened(key.Role.ToString())}{(key.SpeaksForOthers ? ", web" : "")}",
                    Words.Moment(key.CreatedAt),
                    key.CreatedBy,
                    key.RevokedAt is { } revoked ? $"revoked {Words.Moment(revoked)}" : key.ExpiresAt is { } end ? Words.Moment(end) : "for ever");
            if (!keys.IsEmpty)
                run.Draw(table);
        });
        return ExitCode.Done;
    }
}
