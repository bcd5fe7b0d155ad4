using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Cli.Models;

/// <summary><c>clipgrid model alias</c></summary>
internal sealed class ModelAliasCommand : GridCommand
{
    private readonly Argument<ModelName> _name = Parsed.Argument<ModelName>("name", "The model.");
    private readonly Argument<string> _alias = new("alias") { Description = "The alias, for example champion." };
    private readonly Argument<string?> _target = new("target") { Description = "The version: an alias or the beginning of a digest.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _remove = new("--remove") { Description = "Remove the alias." };
    private readonly Option<bool> _protect = new("--protect") { Description = "From now on it moves with --force only." };
    private readonly Option<bool> _unprotect = new("--unprotect") { Description = "From now on it moves freely." };
    private readonly Option<bool> _force = new("--force") { Description = "Move or remove it even if it is protected." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the history.", HelpName = "text" };

    /// <summary>Makes it.</summary>
    public ModelAliasCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "alias", "Set, move, protect or remove an alias of a model's version.")
    {
        Arguments.Add(_name);
        Arguments.Add(_alias);
        Arguments.Add(_target);
        foreach (Option option in new Option[] { _remove, _protect, _unprotect, _force, _reason })
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
        ["clipgrid model alias demo champion 3f9a12b4 --protect --reason \"best recall\"", "clipgrid model alias demo champion latest --force", "clipgrid model alias demo candidate --remove"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        bool removes = run.Get(_remove);
        string? target = run.Get(_target);
        if (removes == target is not null)
            throw new MisuseException(removes ? "A target and --remove do not go together: give one of them." : "Where shall the alias point? Name a version, or say --remove.");
        if (run.Get(_protect) && (run.Get(_unprotect) || removes))
            throw new MisuseException("--protect does not go together with --unprotect or --remove: give one of them.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SetAliasRequest request = new()
        {
            Operation = OperationId.New(),
            Alias = run.Get(_alias),
            Target = target,
            IsProtected = run.Get(_protect) ? true : run.Get(_unprotect) ? false : null,
            OverridesProtection = run.Get(_force),
            Reason = run.Get(_reason),
        };
        ModelInfo model = await client.Models.SetAliasAsync(run.Get(_name), request, cancellationToken);
        run.Write(model, output => output.WriteLine(
            model.Aliases.FirstOrDefault(alias => alias.Name == request.Alias) is { } now ? $"{model.Name}@{now.Name} is {now.Target.Short}{(now.IsProtected ? ", protected" : "")}." : $"{model.Name}@{request.Alias} is removed."));
        return ExitCode.Done;
    }
}
