using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>How labels are learned. Each of these teaches labels: it needs no --classify beside it.</summary>
internal static class LabelOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;
    private static readonly ClassificationOptions UsualLabels = new();

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        new ValueOption<bool>(
            NewOption.Flag("--classify", "Teach which label a picture has, with a head of one row a class, in place of captions."),
            s => s.Task == TrainingTask.Classification,
            (s, value) => value ? With(s, options => options) : s with { Task = TrainingTask.Contrastive, Classification = null },
            nameof(Usual.Task), nameof(Usual.Classification)),
        new ValueOption<ClassificationMethod>(
            Parsed.Choice<ClassificationMethod>("--method", "What learns the labels"),
            s => Labels(s).Method, (s, value) => With(s, options => options with { Method = value }), Member(nameof(UsualLabels.Method))),
        new ValueOption<string[]>(
            NewOption.Texts("--class-text", "A text with {} for the label: the head starts as the texts' embeddings; may be given several times, \"\" to start from zeros. Otherwise \"a photo of a {}\".", "text"),
            s => Labels(s).Templates is { IsEmpty: false } texts ? [.. texts] : [""], (s, value) => With(s, options => options with { Templates = [.. value.Where(text => text.Length > 0)] }), Member(nameof(UsualLabels.Templates))),
        new ValueOption<double>(
            NewOption.Number("--label-smoothing", "Share of the target that is spread over all classes.", UsualLabels.LabelSmoothing),
            s => Labels(s).LabelSmoothing, (s, value) => With(s, options => options with { LabelSmoothing = value }), Member(nameof(UsualLabels.LabelSmoothing))),
        new ValueOption<double[]>(
            NewOption.Numbers("--mixtures", "Shares of the new weights, mixed with those of the start, that are tried at the end; the best is published, for example 0.25,0.5,0.75,1."),
            s => [.. Labels(s).Mixtures], (s, value) => With(s, options => options with { Mixtures = [.. value] }), Member(nameof(UsualLabels.Mixtures))),
    ];

    private static ClassificationOptions Labels(SessionSpecification s) => s.Classification ?? UsualLabels;

    private static SessionSpecification With(SessionSpecification s, Func<ClassificationOptions, ClassificationOptions> change) =>
        s with { Task = TrainingTask.Classification, Classification = change(Labels(s)) };

    private static string Member(string name) => $"{nameof(Usual.Classification)}.{name}";
}
