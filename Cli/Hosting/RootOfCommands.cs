using System.CommandLine;
using System.CommandLine.Help;
using ClipGrid.Cli.Access;
using ClipGrid.Cli.Cluster;
using ClipGrid.Cli.Datasets;
using ClipGrid.Cli.Embedding;
using ClipGrid.Cli.Models;
using ClipGrid.Cli.Search;
using ClipGrid.Cli.Tls;
using ClipGrid.Cli.Training;

namespace ClipGrid.Cli.Hosting;

/// <summary>All commands.</summary>
internal sealed class RootOfCommands : RootCommand, IHasExamples
{
    /// <summary>Makes them for a console.</summary>
    public RootOfCommands(CliConsole console)
        : base("ClipGrid: search, sort and teach with your own pictures and words, on your own machines.")
    {
        HelpName = "clipgrid";
        GlobalOptions global = new(console);
        Options.Add(global.Endpoint);
        Options.Add(global.Tls);
        Options.Add(global.Json);
        Options.Add(global.ConnectTimeout);
        Subcommands.Add(new GroupCommand(
            "dataset",
            "Bring pictures in and look at them.",
            new DatasetAddCommand(console, global),
            new DatasetListCommand(console, global),
            new DatasetShowCommand(console, global),
            new DatasetGetCommand(console, global),
            new DatasetDeleteCommand(console, global)));
        Subcommands.Add(new GroupCommand(
            "model",
            "Import, export and name models.",
            new ModelImportCommand(console, global),
            new ModelExportCommand(console, global),
            new ModelListCommand(console, global),
            new ModelShowCommand(console, global),
            new ModelAliasCommand(console, global)));
        Subcommands.Add(new SuggestCommand(console, global));
        Subcommands.Add(new TrainCommand(console, global));
        Subcommands.Add(new GroupCommand(
            "session",
            "Watch and steer training sessions.",
            new SessionListCommand(console, global),
            new SessionWatchCommand(console, global),
            new SessionPauseCommand(console, global),
            new SessionResumeCommand(console, global),
            new SessionStopCommand(console, global),
            new SessionCancelCommand(console, global),
            new SessionRateCommand(console, global),
            new SessionEvaluateCommand(console, global),
            new SessionEventsCommand(console, global),
            new SessionCheckpointsCommand(console, global),
            new SessionPinCommand(console, global, isPinned: true),
            new SessionPinCommand(console, global, isPinned: false),
            new SessionForkCommand(console, global),
            new SessionCloneCommand(console, global)));
        Subcommands.Add(new EmbedCommand(console, global));
        Subcommands.Add(new SearchCommand(console, global));
        Subcommands.Add(new ClassifyCommand(console, global));
        Subcommands.Add(new GroupCommand(
            "key",
            "Make and revoke the API keys of a grid that asks for them.",
            new KeyCreateCommand(console, global),
            new KeyListCommand(console, global),
            new KeyRevokeCommand(console, global)));
        Subcommands.Add(new GroupCommand(
            "certificate",
            "Make certificates for a grid that speaks TLS.",
            new CertificateCreateCommand(console, global)));
        Subcommands.Add(new AuditCommand(console, global));
        Subcommands.Add(new DevicesCommand(console, global));
        Subcommands.Add(new DoctorCommand(console, global));
        foreach (HelpOption help in Options.OfType<HelpOption>())
            help.Action = new ExampleHelp((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid doctor",
        "clipgrid dataset add emoji ./emoji",
        "clipgrid train emoji --publish demo --preset TinyRN@64 --steps 500 --batch 64 --watch",
        "clipgrid embed emoji --model demo",
        "clipgrid search emoji \"a red heart\" --model demo",
    ];
}
