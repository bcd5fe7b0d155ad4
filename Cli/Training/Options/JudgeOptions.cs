using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>How a session is judged while it trains. Each of these has it judged; what is not said is as <see cref="EvaluationOptions"/> has it.</summary>
internal static class JudgeOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;
    private static readonly EvaluationOptions UsualJudging = new();

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        // The first: without a part to judge by there is nothing for the others to say.
        new ValueOption<double?>(
            new("--hold-out") { Description = "Judge by this share of the items, which are not trained on, for example 0.1; 0 for no judging.", HelpName = "share" },
            s => s.Evaluation is { Dataset: null } judging ? judging.HeldOutShare : null,
            (s, value) => value is null or 0 ? s with { Evaluation = null } : With(s, judging => judging with { HeldOutShare = value.Value, Dataset = null, Filter = null }),
            Member(nameof(UsualJudging.HeldOutShare)), nameof(Usual.Evaluation)),
        new ValueOption<DatasetRef?>(
            Parsed.Optional<DatasetRef>("--evaluate-on", "Judge by this data set, or name@version.", "dataset"),
            s => s.Evaluation?.Dataset, (s, value) => With(s, judging => judging with { Dataset = value }), Member(nameof(UsualJudging.Dataset))),
        new ValueOption<Contracts.Search.ItemFilter?>(
            Parsed.Filter("Judge by these items of --evaluate-on only.", "--evaluate-filter"),
            s => s.Evaluation?.Filter, (s, value) => With(s, judging => judging with { Filter = value }), Member(nameof(UsualJudging.Filter))),
        new ValueOption<long>(
            NewOption.Count("--evaluate-every", "Steps between two evaluations.", UsualJudging.Interval),
            s => Judging(s).Interval, (s, value) => With(s, judging => judging with { Interval = value }), Member(nameof(UsualJudging.Interval))),
        new ValueOption<string?>(
            NewOption.Text("--metric", "What decides which checkpoint is the best: recall@1, recall@5, recall@10, zero-shot accuracy; of labels accuracy, accuracy@5, mean class accuracy.", "name"),
            s => s.Evaluation?.Metric, (s, value) => With(s, judging => judging with { Metric = value }), Member(nameof(UsualJudging.Metric))),
        new ValueOption<int?>(
            NewOption.Count<int>("--patience", "Evaluations without a better one after which it stops early; 0 to train all steps."),
            s => s.Evaluation?.Patience, (s, value) => With(s, judging => judging with { Patience = value is 0 ? null : value }), Member(nameof(UsualJudging.Patience))),
        new ValueOption<bool>(
            NewOption.Flag("--publish-last", "Publish the last checkpoint even where another was better."),
            s => s.Evaluation is { PublishesBest: false }, (s, value) => With(s, judging => judging with { PublishesBest = !value }), Member(nameof(UsualJudging.PublishesBest))),
    ];

    private static EvaluationOptions Judging(SessionSpecification s) => s.Evaluation ?? UsualJudging;

    private static SessionSpecification With(SessionSpecification s, Func<EvaluationOptions, EvaluationOptions> change) => s with { Evaluation = change(Judging(s)) };

    private static string Member(string name) => $"{nameof(Usual.Evaluation)}.{name}";
}
