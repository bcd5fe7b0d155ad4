using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Cli.Access;

/// <summary><c>clipgrid key revoke</c></summary>
internal sealed class KeyRevokeCommand : GridCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The key's id: its first part after cgk_." };

    /// <summary>Makes it.</summary>
    public KeyRevokeCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "revoke", "Make an API key worthless, within seconds.") => Arguments.Add(_id);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid key revoke 3f9c0a1b2c4d"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        ApiKeyInfo key = await client.Access.RevokeKeyAsync(run.Get(_id), cancellationToken);
        run.Write(key, output => output.WriteLine($"The key {key.Id} of {key.Name} is revoked."));
        return ExitCode.Done;
    }
}
