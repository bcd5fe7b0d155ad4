using System.CommandLine;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Silo.Demo;

namespace ClipGrid.Silo.Hosting;

/// <summary>The options that the silo's command line understands.</summary>
internal sealed class SiloOptions
{
    private const int MostSteps = 100_000;

    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Draw captioned pictures, bring them in, train a small CLIP on them, embed, search, and go on serving.",
    };

    private readonly Option<bool> _exit = new("--exit") { Description = "With --demo: end after its queries, with 0 only if the model finds enough." };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "With --demo: train a new model even if there is one." };

    private readonly Option<int> _steps = new("--steps")
    {
        Description = "With --demo: steps of the training; fewer than usual are faster, find less, and are not held to the bar.",
        HelpName = "count",
        DefaultValueFactory = _ => DemoRecipe.UsualStepCount,
    };

    private readonly Option<DirectoryInfo?> _data = new("--data")
    {
        Description = "The folder where the grid keeps everything (default: data).",
        HelpName = "folder",
    };

    private readonly Option<string?> _siloPort = new("--silo-port") { Description = "Port for other silos (default: 11111).", HelpName = "port" };

    private readonly Option<string?> _gatewayPort = new("--gateway-port") { Description = "Port for clients (default: 30000).", HelpName = "port" };

    private readonly Option<string?> _httpPort = new("--http-port") { Description = "Port for browsers and HTTP, on loopback (default: 8080).", HelpName = "port" };

    private readonly Option<bool> _noDashboard = new("--no-dashboard") { Description = "Serve neither pages nor HTTP." };

    private readonly Option<string?> _probe = new(HealthProbe.Option)
    {
        Description = "Start nothing: ask the silo that has these settings by its monitor port how it is, and end with 0 if well.",
        HelpName = string.Join('|', HealthProbe.Questions),
    };

    /// <summary>The command that has these options; its action is the caller's to set.</summary>
    public RootCommand Describe()
    {
        RootCommand root = new("ClipGrid: CLIP models on a grid of silos. Starts a silo; settings come from appsettings.json, the environment (ClipGrid__DataFolder) and these options.")
        {
            _demo, _exit, _fresh, _steps, _data, _siloPort, _gatewayPort, _httpPort, _noDashboard, _probe,
        };
        _probe.AcceptOnlyFromAmong([.. HealthProbe.Questions]);
        root.Validators.Add(result =>
        {
            foreach (Option option in new Option[] { _exit, _fresh, _steps })
                if (result.GetResult(option) is { Implicit: false } && !result.GetValue(_demo))
                    result.AddError($"{option.Name} goes with --demo.");
        });
        foreach (Option<string?> port in new[] { _siloPort, _gatewayPort, _httpPort })
            port.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && !int.TryParse(result.Tokens[0].Value, out _))
                    result.AddError($"{port.Name} is '{result.Tokens[0].Value}': give a whole number.");
            });
        _steps.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count is < 1 or > MostSteps)
                result.AddError($"--steps is {count}: give 1 to {MostSteps}.");
        });
        return root;
    }

    /// <summary>Settings that the command line gives, by their configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Settings(ParseResult parsed)
    {
        Dictionary<string, string?> settings = [];
        Add(nameof(GridSettings.DataFolder), parsed.GetValue(_data)?.FullName);
        Add(nameof(GridSettings.SiloPort), parsed.GetValue(_siloPort));
        Add(nameof(GridSettings.GatewayPort), parsed.GetValue(_gatewayPort));
        Add(nameof(GridSettings.HttpPort), parsed.GetValue(_httpPort));
        Add(nameof(GridSettings.Dashboard), parsed.GetValue(_noDashboard) ? "false" : null);
        return settings;

        void Add(string key, string? value)
        {
            if (value is not null)
                settings[$"{GridSettings.Section}:{key}"] = value;
        }
    }

    /// <summary>What a silo that runs is to be asked, or null to start one.</summary>
    public string? Probe(ParseResult parsed) => parsed.GetValue(_probe);

    /// <summary>What the demo was asked for, or null if it was not.</summary>
    public DemoOptions? Demo(ParseResult parsed, GridSettings settings) => !parsed.GetValue(_demo) ? null : new DemoOptions
    {
        Folder = settings.DemoFolder,
        Exits = parsed.GetValue(_exit),
        IsFresh = parsed.GetValue(_fresh),
        StepCount = parsed.GetValue(_steps),
    };
}
