using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Limits;

/// <summary>
/// The section <c>ClipGrid:Limits</c>: how often one caller may ask for what is costly. Where nobody is asked who he is, only those hold that
/// are given: the grid is then for whoever is at this machine. 0 is no limit.
/// </summary>
internal sealed class CallerLimits
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Limits";

    private const int Largest = 1_000_000;
    private const int UsualQuestions = 6_000;
    private const int UsualStarts = 120;
    private const int UsualTransfers = 240;
    private const int UsualPages = 100;
    private const int UsualWrongKeys = 60;

    /// <summary>Embeddings, searches, classifications and rankings of a caller in a minute.</summary>
    public int? QuestionsPerMinute { get; set; }

    /// <summary>Ingests, imports, data sets to embed, sessions and suggestions of a caller in a minute.</summary>
    public int? StartsPerMinute { get; set; }

    /// <summary>Uploads and exports of a caller in an hour.</summary>
    public int? TransfersPerHour { get; set; }

    /// <summary>Pages that a caller has open.</summary>
    public int? PagesAtOnce { get; set; }

    /// <summary>Tries to sign in from an address in a minute.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Keys that nobody has and that programs at one address may show in a minute.</summary>
    public int WrongKeysPerMinute { get; set; } = UsualWrongKeys;

    /// <summary>The limits of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isAsked">Whether callers must say who they are.</param>
    /// <exception cref="GridException">Invalid: one is out of range or of another type, with its key.</exception>
    public static CallerLimits Read(IConfiguration configuration, bool isAsked)
    {
        CallerLimits limits = new();
        try
        {
            configuration.GetSection(Section).Bind(limits, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        // A limit that is misspelt would hold nobody back, in silence.
        catch (InvalidOperationException exception)
        {
            throw new GridException(
                GridProblem.Invalid,
                $"The section {Section} has a key that is unknown or no whole number: known are {nameof(QuestionsPerMinute)}, {nameof(StartsPerMinute)}, {nameof(TransfersPerHour)}, {nameof(PagesAtOnce)}, {nameof(SignInsPerMinute)} and {nameof(WrongKeysPerMinute)}.",
                exception);
        }
        limits.QuestionsPerMinute ??= isAsked ? UsualQuestions : 0;
        limits.StartsPerMinute ??= isAsked ? UsualStarts : 0;
        limits.TransfersPerHour ??= isAsked ? UsualTransfers : 0;
        limits.PagesAtOnce ??= isAsked ? UsualPages : 0;
        Require(nameof(QuestionsPerMinute), limits.QuestionsPerMinute.Value);
        Require(nameof(StartsPerMinute), limits.StartsPerMinute.Value);
        Require(nameof(TransfersPerHour), limits.TransfersPerHour.Value);
        Require(nameof(PagesAtOnce), limits.PagesAtOnce.Value);
        Require(nameof(SignInsPerMinute), limits.SignInsPerMinute);
        Require(nameof(WrongKeysPerMinute), limits.WrongKeysPerMinute);
        return limits;
    }

    /// <summary>How often a caller may ask for what costs so much; null for as often as he likes.</summary>
    public Rate? Of(Cost cost) => cost switch
    {
        Cost.Question when QuestionsPerMinute > 0 => Rate.PerMinute(QuestionsPerMinute.Value),
        Cost.Start when StartsPerMinute > 0 => Rate.PerMinute(StartsPerMinute.Value),
        Cost.Transfer when TransfersPerHour > 0 => Rate.PerHour(TransfersPerHour.Value),
        _ => null,
    };

    private static void Require(string key, int value)
    {
        if (value is < 0 or > Largest)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"{Section}:{key} is {value}: give 1 to {Largest}, or 0 for no limit."));
    }
}
