using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Tls;

namespace ClipGrid.Cli.Tls;

/// <summary><c>clipgrid certificate create</c></summary>
internal sealed class CertificateCreateCommand : GridCommand
{
    private const int MostDays = 3_650;

    private readonly Argument<string> _folder = new("folder") { Description = "Where they are made: silo/ for silos, client/ for web tiers, this command and programs, ca.crt and ca.key for the authority." };
    private readonly Option<string> _siloName = new("--silo-name") { Description = "The DNS name of silos, which no client has.", HelpName = "name", DefaultValueFactory = _ => GridTls.UsualSiloName };
    private readonly Option<string> _clientName = new("--client-name") { Description = "The client's name, for the silos' logs.", HelpName = "name", DefaultValueFactory = _ => "clipgrid-client" };
    private readonly Option<int> _days = new("--days") { Description = "Days for which those of silos and clients are good.", HelpName = "count", DefaultValueFactory = _ => 365 };

    /// <summary>Makes it.</summary>
    public CertificateCreateCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "create", "Make certificates for silos and clients that speak TLS with each other, of an authority of your own. Where the folder has one already, it renews them; copy them where the old ones are, and they are taken for new connections.")
    {
        Arguments.Add(_folder);
        Options.Add(_siloName);
        Options.Add(_clientName);
        Options.Add(_days);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid certificate create tls", "clipgrid certificate create tls --days 90"];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        int days = run.Get(_days);
        if (days is < 1 or > MostDays)
            throw new MisuseException($"--days is {days}: give 1 to {MostDays}.");
        (string siloName, string clientName) = (Checked("--silo-name", run.Get(_siloName)), Checked("--client-name", run.Get(_clientName)));
        if (siloName.TrimEnd('.').Equals(clientName.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
            throw new MisuseException($"--silo-name and --client-name are both {siloName}: a client of that name would pass for a silo. Give two.");
        string folder = Path.GetFullPath(run.Get(_folder)), silo = Path.Combine(folder, "silo"), client = Path.Combine(folder, "client");
        using SmallAuthority authority = SmallAuthority.Open(folder, TimeProvider.System.GetUtcNow());
        DateTimeOffset end = authority.IssueSilo(silo, siloName, TimeSpan.FromDays(days));
        authority.IssueClient(client, clientName, TimeSpan.FromDays(days));
        run.Write(new { Silo = silo, Client = client, SiloName = siloName, ExpiresAt = end }, output =>
        {
            output.WriteLine($"{silo}: for each silo, ClipGrid__Tls__Folder");
            output.WriteLine($"{client}: for web tiers, ClipGrid__Tls__Folder; for this command, CLIPGRID_TLS; for programs, ClipGridClientOptions.TlsFolder");
        });
        if (!run.IsJson)
            run.Note($"{(authority.IsNew ? "A new authority was made. " : "")}Whoever has {Path.Combine(folder, "ca.key")} can make silos: keep it where only you can read it, and not on them.");
        return Task.FromResult(ExitCode.Done);
    }

    private static string Checked(string option, string text) => Uri.CheckHostName(text) == UriHostNameType.Dns ? text
        : throw new MisuseException($"{option} is \"{text}\": give letters, digits, hyphens and dots, such as {GridTls.UsualSiloName}.");
}
