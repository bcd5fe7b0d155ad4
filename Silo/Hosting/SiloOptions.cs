using System.CommandLine;
using ClipGrid.Silo.Demo;

namespace ClipGrid.Silo.Hosting;

/// <summary>The options that the silo's command line understands.</summary>
internal sealed class SiloOptions
{
    private const int MostSteps = 100_000;

    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Draw captioned pictures, train a small CLIP on them, and search them in words typed here.",
    };

    private readonly Option<bool> _exit = new("--exit") { Description = "With --demo: end after its own queries instead of waiting for typed ones." };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "With --demo: train a new model even if there is one." };

    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "With --demo: the folder for pictures and model.",
        HelpName = "folder",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("data", "demo")),
    };

    private readonly Option<int> _steps = new("--steps")
    {
        Description = "With --demo: steps of the training; fewer than usual are faster, find less, and are not held to the bar.",
        HelpName = "count",
        DefaultValueFactory = _ => DemoRecipe.UsualStepCount,
    };

    /// <summary>The command that has these options; its action is the caller's to set.</summary>
    public RootCommand Describe()
    {
        RootCommand root = new("ClipGrid: CLIP models on a grid of silos.") { _demo, _exit, _fresh, _data, _steps };
        root.Validators.Add(result =>
        {
            foreach (Option option in new Option[] { _exit, _fresh, _data, _steps })
                if (result.GetResult(option) is { Implicit: false } && !result.GetValue(_demo))
                    result.AddError($"{option.Name} goes with --demo.");
        });
        _steps.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count is < 1 or > MostSteps)
                result.AddError($"--steps is {count}: give 1 to {MostSteps}.");
        });
        return root;
    }

    /// <summary>What the demo was asked for, or null if it was not.</summary>
    public DemoOptions? Demo(ParseResult parsed) => !parsed.GetValue(_demo) ? null : new DemoOptions
    {
        Folder = parsed.GetRequiredValue(_data).FullName,
        Exits = parsed.GetValue(_exit),
        IsFresh = parsed.GetValue(_fresh),
        StepCount = parsed.GetValue(_steps),
    };
}
